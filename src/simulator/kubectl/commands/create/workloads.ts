import type { JsonObject } from '../../../api/json.ts';
import type { CommandContext } from '../../command.ts';
import { failure, isFailure, plainFailure, statusText, type Failure } from '../../failure.ts';
import { flagNumber, flagValue, flagValues } from '../../line.ts';
import { asJson } from '../../printers/output.ts';
import { findObjects } from '../../resource-arguments.ts';
import { making } from './submit.ts';

/** What stands after `--` (or, for deployments and jobs, after the name). */
const commandOf = ({ line }: CommandContext): JsonObject =>
  line.afterDashes?.length ? { command: line.afterDashes } : {};

const podSpec = (name: string, image: string, context: CommandContext, restartPolicy: string): JsonObject => ({
  containers: [{ ...commandOf(context), image, name, resources: {} }],
  restartPolicy,
});

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/create/create_job.go */
export const job = making((name, context) => {
  const [image, from] = [flagValue(context.line, 'image'), flagValue(context.line, 'from')];
  if (Boolean(image) === Boolean(from)) return plainFailure('either --image or --from must be specified');
  const refused = 'failed to create job';
  if (image) {
    const spec = { template: { metadata: {}, spec: podSpec(name, image, context, 'Never') } };
    return { object: { apiVersion: 'batch/v1', kind: 'Job', metadata: { name }, spec, status: {} }, refused };
  }
  if (context.line.afterDashes?.length) return plainFailure('cannot specify --from and command');
  const object = fromCronJob(name, from ?? '', context);
  return isFailure(object) ? object : { object, refused };
});

function fromCronJob(name: string, from: string, { cluster, namespace }: CommandContext): JsonObject | Failure {
  const found = findObjects(cluster.store, { args: [from], namespace, typeAlone: 'is refused' });
  if (isFailure(found)) return found;
  const [cronJob] = found;
  if (!cronJob) return plainFailure('from must be an existing cronjob');
  if ('error' in cronJob) return failure(statusText(cronJob.error));
  if (cronJob.object.kind !== 'CronJob') return plainFailure(`unknown object type *v1.${cronJob.object.kind}`);
  const { metadata } = cronJob.object;
  const { jobTemplate } = asJson(cronJob.object)['spec'] as {
    readonly jobTemplate: { readonly metadata?: JsonObject; readonly spec?: JsonObject };
  };
  const template = jobTemplate.metadata ?? {};
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name,
      annotations: {
        'cronjob.kubernetes.io/instantiate': 'manual',
        ...(template['annotations'] as JsonObject | undefined),
      },
      ...(template['labels'] ? { labels: template['labels'] } : {}),
      ownerReferences: [
        { apiVersion: 'batch/v1', kind: 'CronJob', name: metadata.name, uid: metadata.uid, controller: true },
      ],
    },
    spec: jobTemplate.spec ?? {},
    status: {},
  };
}

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/create/create_cronjob.go */
export const cronJob = making((name, context) => {
  const [image, schedule, restart] = [
    flagValue(context.line, 'image') ?? '',
    flagValue(context.line, 'schedule') ?? '',
    flagValue(context.line, 'restart'),
  ];
  const template = { metadata: {}, spec: podSpec(name, image, context, restart || 'OnFailure') };
  const spec = { jobTemplate: { metadata: { name }, spec: { template } }, schedule };
  return {
    object: { apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name }, spec, status: {} },
    refused: 'failed to create cronjob',
  };
});

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/create/create_deployment.go */
export const deployment = making((name, context) => {
  const images = flagValues(context.line, 'image');
  if (images.length > 1 && context.line.afterDashes?.length)
    return plainFailure('cannot specify multiple --image options and command');
  const port = flagNumber(context.line, 'port');
  const containers = images.map((image, i) => ({
    ...commandOf(context),
    image,
    name: containerName(image, context),
    ...(port !== undefined && i === 0 ? { ports: [{ containerPort: port }] } : {}),
    resources: {},
  }));
  const labels = { app: name };
  const spec = {
    replicas: flagNumber(context.line, 'replicas') ?? 1,
    selector: { matchLabels: labels },
    strategy: {},
    template: { metadata: { labels }, spec: { containers } },
  };
  return {
    object: { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { labels, name }, spec, status: {} },
    refused: 'failed to create deployment',
  };
});

/** The image's own name, without registry, tag or digest; odd characters make a random end needful. */
function containerName(image: string, { cluster }: CommandContext): string {
  const name = (image.split('/').at(-1) ?? '').split(/[:@]/)[0] ?? '';
  return /[_.]/.test(name) ? `${name.replace(/[_.]/g, '-')}-${cluster.random.suffix(5)}` : name;
}
