import type { JsonObject } from '../../api/json.ts';
import type { Container, KubeObject, ServicePort } from '../../api/schema/kinds.ts';
import { goQuote } from '../../go-quote.ts';
import { readChange } from '../change.ts';
import type { Command, CommandContext } from '../command.ts';
import { ended, failure, isFailure, plainFailure, statusText, type Failure } from '../failure.ts';
import { readLabels } from '../key-value-list.ts';
import { fileProblem } from '../manifests.ts';
import { flagValue } from '../line.ts';
import { overridden } from '../overrides.ts';
import { findObjects } from '../resource-arguments.ts';
import { makingFlags, submit } from './create/submit.ts';

export const exposeFlags =
  `${makingFlags} cluster-ip:string external-ip:string filename,f:strings kustomize,k:string labels,l:string load-balancer-ip:string ` +
  'name:string override-type:string overrides:string port:string protocol:string recursive,R:bool selector:string session-affinity:string target-port:string type:string';

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/expose/expose.go */
export const expose: Command = function* (context) {
  return ended(context, run(context));
};

function run(context: CommandContext): Failure | undefined {
  const { line, cluster, namespace } = context;
  const change = readChange(context, 'typed');
  if (isFailure(change)) return change;
  if (line.flags.has('filename')) return fileProblem(context, '') ?? plainFailure('no objects passed to expose');
  const found = findObjects(cluster.store, { args: line.args, namespace, typeAlone: 'is refused' });
  if (isFailure(found)) return found;
  const failures: Failure[] = [];
  for (const item of found) {
    if ('error' in item) {
      failures.push(failure(statusText(item.error)));
      continue;
    }
    const service = serviceFor(item.object, context);
    const made = isFailure(service) ? service : overridden(line, service, 'Service');
    const failed = isFailure(made) ? made : submit(context, change, { object: made }, 'exposed');
    if (failed) failures.push(failed);
  }
  return failures.length > 0 ? failure(failures.map((f) => f.failure).join('')) : undefined;
}

/** A Service that selects what the exposed object selects. */
function serviceFor(object: KubeObject, { line }: CommandContext): JsonObject | Failure {
  const shown = exposed(object);
  if (isFailure(shown)) return shown;
  const typed = flagValue(line, 'selector');
  const selector = typed ? readLabels(typed) : shown.selector;
  if (isFailure(selector)) return selector;
  const labelsTyped = flagValue(line, 'labels');
  const labels = labelsTyped ? readLabels(labelsTyped) : object.metadata.labels;
  if (isFailure(labels)) return labels;
  const ports = portsFor(shown.ports, line.flags);
  if (isFailure(ports)) return ports;
  const [type, clusterIP, affinity, externalIP, balancerIP] = [
    'type',
    'cluster-ip',
    'session-affinity',
    'external-ip',
    'load-balancer-ip',
  ].map((name) => flagValue(line, name));
  const spec = {
    ...(clusterIP ? { clusterIP } : {}),
    ...(externalIP ? { externalIPs: [externalIP] } : {}),
    ...(balancerIP ? { loadBalancerIP: balancerIP } : {}),
    ...(ports.length > 0 ? { ports } : {}),
    selector,
    ...(affinity ? { sessionAffinity: affinity } : {}),
    ...(type ? { type } : {}),
  };
  const name = flagValue(line, 'name') || object.metadata.name.slice(0, 63);
  const metadata = { ...(labels && Object.keys(labels).length > 0 ? { labels } : {}), name };
  return { apiVersion: 'v1', kind: 'Service', metadata, spec, status: { loadBalancer: {} } };
}

interface Exposed {
  readonly selector: Readonly<Record<string, string>>;
  readonly ports: readonly { readonly port: number; readonly protocol: string }[];
}

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/polymorphichelpers/{canbeexposed,mapbasedselectorforobject,portsforobject}.go */
function exposed(object: KubeObject): Exposed | Failure {
  const noSelector = (why: string): Failure =>
    plainFailure(`couldn't retrieve selectors via --selector flag or introspection: ${why}`);
  switch (object.kind) {
    case 'Pod': {
      const labels = object.metadata.labels ?? {};
      if (Object.keys(labels).length === 0) return noSelector('the pod has no labels and cannot be exposed');
      return { selector: labels, ports: containerPorts(object.spec.containers) };
    }
    case 'Service': {
      const selector = object.spec?.selector;
      if (!selector) return noSelector('the service has no pod selector set');
      return {
        selector,
        ports: (object.spec?.ports ?? []).map((p: ServicePort) => ({ port: p.port, protocol: p.protocol ?? 'TCP' })),
      };
    }
    case 'Deployment':
    case 'ReplicaSet': {
      const { matchLabels = {}, matchExpressions = [] } = object.spec?.selector ?? {};
      if (matchExpressions.length > 0)
        return noSelector(
          `couldn't convert expressions - "${JSON.stringify(matchExpressions)}" to map-based selector format`,
        );
      return { selector: matchLabels, ports: containerPorts(object.spec?.template?.spec?.containers ?? []) };
    }
    case 'ReplicationController':
      return {
        selector: object.spec?.selector ?? {},
        ports: containerPorts(object.spec?.template?.spec?.containers ?? []),
      };
    default:
      return plainFailure(
        `cannot expose a ${object.kind}${object.apiVersion.includes('/') ? `.${object.apiVersion.split('/')[0] ?? ''}` : ''}`,
      );
  }
}

function containerPorts(containers: readonly Container[]): Exposed['ports'] {
  return containers.flatMap((c) =>
    (c.ports ?? []).map((p) => ({ port: p.containerPort, protocol: p.protocol ?? 'TCP' })),
  );
}

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/expose/expose.go createService */
function portsFor(
  known: Exposed['ports'],
  flags: ReadonlyMap<string, readonly string[]>,
): readonly JsonObject[] | Failure {
  const typed = flags.get('port')?.at(-1);
  const texts = typed ? typed.split(',') : known.map((p) => String(p.port));
  if (texts.length === 0)
    return flags.get('cluster-ip')?.at(-1) === 'None'
      ? []
      : plainFailure("couldn't find port via --port flag or introspection");
  const target = flags.get('target-port')?.at(-1);
  const ports: JsonObject[] = [];
  for (const [i, text] of texts.entries()) {
    if (!/^[+-]?\d+$/.test(text)) return plainFailure(`strconv.Atoi: parsing ${goQuote(text)}: invalid syntax`);
    const port = Number(text);
    const protocol = flags.get('protocol')?.at(-1) || known.find((p) => p.port === port)?.protocol || 'TCP';
    const targetPort = target ? (/^\d+$/.test(target) ? Number(target) : target) : port;
    ports.push({ ...(texts.length > 1 ? { name: `port-${i + 1}` } : {}), port, protocol, targetPort });
  }
  return ports;
}
