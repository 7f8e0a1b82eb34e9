import type { JsonObject } from '../../api/json.ts';
import { apiVersionOf } from '../../api/resources.ts';
import type { Kind, KubeObject } from '../../api/schema/kinds.ts';
import type { ApiServer } from '../../api/server.ts';
import { quantityOrProblem, quantityProblemText } from '../../quantity.ts';
import { readChange, type Change } from '../change.ts';
import type { Command, CommandContext } from '../command.ts';
import { ended, failure, isFailure, plainFailure, statusText, type Failure } from '../failure.ts';
import { fileProblem } from '../manifests.ts';
import { flagNumber, flagValue } from '../line.ts';
import { findObjects } from '../resource-arguments.ts';
import { resourceOf } from '../resources.ts';
import { withNamespace } from './create/submit.ts';

export const autoscaleFlags =
  'allow-missing-template-keys:bool cpu:string cpu-percent:int32 dry-run:string?unchanged field-manager:string filename,f:strings ' +
  'kustomize,k:string max:int32 memory:string min:int32 name:string output,o:string recursive,R:bool save-config:bool ' +
  'show-managed-fields:bool template:string';

const SCALABLE: ReadonlySet<Kind> = new Set<Kind>(['Deployment', 'ReplicaSet', 'StatefulSet', 'ReplicationController']);

/**
 * Makes a HorizontalPodAutoscaler. No metrics are gathered here, so that it never scales.
 * @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/autoscale/autoscale.go
 */
export const autoscale: Command = function* (context) {
  if (context.line.flags.has('cpu-percent')) context.err(DEPRECATED);
  return ended(context, run(context));
};

const DEPRECATED =
  "Flag --cpu-percent has been deprecated, Use --cpu with percentage or resource quantity format (e.g., '70%' for utilization or '500m' for milliCPU).\n";

function run(context: CommandContext): Failure | undefined {
  const { line, cluster, namespace } = context;
  const change = readChange(context, 'typed');
  if (isFailure(change)) return change;
  const [max, min] = [flagNumber(line, 'max') ?? -1, flagNumber(line, 'min') ?? -1];
  if (max < 1) return plainFailure(`--max=MAXPODS is required and must be at least 1, max: ${max}`);
  if (max < min)
    return plainFailure(`--max=MAXPODS must be larger or equal to --min=MINPODS, max: ${max}, min: ${min}`);
  const metrics = metricsOf(context);
  if (isFailure(metrics)) return metrics;
  if (line.flags.has('filename')) return fileProblem(context, '') ?? plainFailure('no objects passed to autoscale');
  const found = findObjects(cluster.store, { args: line.args, namespace, typeAlone: 'is refused' });
  if (isFailure(found)) return found;
  for (const item of found) {
    if ('error' in item) return failure(statusText(item.error));
    const failed = scale(context, change, item.object, {
      maxReplicas: max,
      ...(metrics.length > 0 ? { metrics } : {}),
      ...(min > 0 ? { minReplicas: min } : {}),
    });
    if (failed) return failed;
  }
  return undefined;
}

function scale(context: CommandContext, change: Change, object: KubeObject, spec: JsonObject): Failure | undefined {
  const { kind, metadata } = object;
  const resource = resourceOf(kind);
  if (!SCALABLE.has(kind)) {
    const version = resource.group === '' ? `/${resource.version}` : `${resource.group}/${resource.version}`;
    return plainFailure(
      `cannot autoscale a ${kind}: could not find scale subresource for ${version}, Resource=${resource.plural} in discovery information`,
    );
  }
  const scaler = withNamespace(
    {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: flagValue(context.line, 'name') || metadata.name },
      spec: { ...spec, scaleTargetRef: { apiVersion: apiVersionOf(resource), kind, name: metadata.name } },
    },
    context,
  );
  if (change.dryRun === 'client')
    return change.tell(
      { ...scaler, status: { currentMetrics: null, desiredReplicas: 0 } } as unknown as KubeObject,
      'created',
    );
  const cpu = flagValue(context.line, 'cpu') ?? '';
  const send = (object: JsonObject): ReturnType<ApiServer['create']> =>
    context.cluster.api.create(object, context.namespace, change.caller);
  let answer = send(scaler);
  // What autoscaling/v2 refused is tried in autoscaling/v1, which knows of --cpu-percent alone.
  if (!answer.ok && !(cpu.endsWith('%') && !flagValue(context.line, 'memory')))
    return plainFailure(
      `failed to create autoscaling/v2 HPA and the configuration is incompatible with autoscaling/v1: ${cpu === '' ? 'empty input' : '%!w(<nil>)'}`,
    );
  if (!answer.ok) answer = send({ ...scaler, spec: { ...(scaler['spec'] as JsonObject), metrics: undefined } });
  change.warn(answer.warnings);
  return answer.ok ? change.tell(answer.object, 'autoscaled') : failure(statusText(answer.error));
}

function metricsOf({ line }: CommandContext): JsonObject[] | Failure {
  const percent = flagNumber(line, 'cpu-percent') ?? -1;
  if (percent > 0 && flagValue(line, 'cpu')) return plainFailure('--cpu-percent and --cpu are mutually exclusive');
  const metrics: JsonObject[] =
    percent > 0 ? [metric('cpu', { averageUtilization: percent, type: 'Utilization' })] : [];
  for (const [name, unit] of Object.entries(UNITS)) {
    const text = flagValue(line, name);
    if (!text) continue;
    const target = targetOf(name, text, unit);
    if (isFailure(target)) return target;
    metrics.push(metric(name, target));
  }
  return metrics;
}

/** What a number without a unit counts. */
const UNITS: Readonly<Record<string, string>> = { cpu: 'm', memory: 'Mi' };

const metric = (name: string, target: JsonObject): JsonObject => ({ resource: { name, target }, type: 'Resource' });

/** "70%", "500m", "500" */
function targetOf(name: string, typed: string, unit: string): JsonObject | Failure {
  const text = typed.trim();
  if (text === '') return plainFailure('empty input');
  if (text.endsWith('%')) {
    const number = text.slice(0, -1);
    return /^\+?\d{1,9}$/.test(number)
      ? { averageUtilization: Number(number), type: 'Utilization' }
      : plainFailure(`invalid percentage value: ${number}`);
  }
  const bare = /^[-+]?(\d+\.?\d*|\.\d+)$/.test(text);
  const quantity = quantityOrProblem(bare ? `${Number(text)}${unit}` : text);
  if (typeof quantity !== 'string') return { averageValue: quantity.canonical, type: 'AverageValue' };
  return plainFailure(bare ? quantityProblemText[quantity] : `invalid resource ${name} value: ${text}`);
}
