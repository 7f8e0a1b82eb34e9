import { quote } from '../field-error.ts';
import type { ContainerPort } from '../schema/kinds.ts';
import type { PlacedContainer } from './container-list.ts';
import type { Warning } from './warning.ts';

/**
 * What may be meant otherwise about the ports of a pod's containers.
 * @param shortLived - init containers whose ports nobody finds by name
 * @source kubernetes/kubernetes pkg/api/pod/warnings.go warningsForPodSpecAndMeta
 */
export function* portWarnings(
  containers: readonly PlacedContainer[],
  shortLived: ReadonlySet<object>,
): Generator<Warning> {
  const named = new Map<string, string>();
  const numbered = new Map<string, PlacedPort[]>();
  for (const { container, at } of containers)
    for (const [i, port] of (container.ports ?? []).entries()) {
      const here = at.field('ports').index(i).text;
      if (port.name && !shortLived.has(container)) {
        const other = named.get(port.name);
        if (other === undefined) named.set(port.name, here);
        else if (!other.startsWith(`${at.text}.`))
          yield {
            text: `${here}: duplicate port name ${quote(port.name)} with ${other}, services and probes that select ports by name will use ${other}`,
            code: 'port-twice',
          };
      }
      if (port.hostIP && !port.hostPort) yield `${here}: hostIP set without hostPort: ${shownPort(port)}`;
      const key = `${port.containerPort}/${port.protocol ?? ''}`;
      const others = numbered.get(key) ?? [];
      for (const other of others) {
        const relation = portRelation(port, other.port);
        if (relation)
          yield {
            text: `${here}: ${relation} port definition with ${other.at}`,
            ...(relation === 'duplicate' ? { code: 'port-twice' } : {}),
          };
      }
      numbered.set(key, [...others, { port, at: here }]);
    }
}

interface PlacedPort {
  readonly port: ContainerPort;
  readonly at: string;
}

function portRelation(a: ContainerPort, b: ContainerPort): string | undefined {
  const [hostA, hostB] = [a.hostPort ?? 0, b.hostPort ?? 0];
  const [ipA, ipB] = [a.hostIP ?? '', b.hostIP ?? ''];
  if (ipA === ipB && hostA === hostB) return 'duplicate';
  if (hostA === 0 || hostB === 0) return 'overlapping';
  return hostA === hostB && (ipA === '') !== (ipB === '') ? 'dangerously ambiguous' : undefined;
}

/** As Go prints the struct with %+v. */
function shownPort({ name = '', hostPort = 0, containerPort, protocol = '', hostIP = '' }: ContainerPort): string {
  return `{Name:${name} HostPort:${hostPort} ContainerPort:${containerPort} Protocol:${protocol} HostIP:${hostIP}}`;
}
