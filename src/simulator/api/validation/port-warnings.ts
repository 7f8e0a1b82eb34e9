import { quote } from '../field-error.ts';
import type { ContainerPort } from '../schema/kinds.ts';
import type { PlacedContainer } from './container-list.ts';
import type { Warning } from './warning.ts';

/**
 * What may be meant otherwise about the ports of a pod's containers: numbers first, then names.
 * @source kubernetes/kubernetes pkg/api/pod/warnings.go warningsForPodSpecAndMeta
 */
export function* portWarnings(containers: readonly PlacedContainer[]): Generator<Warning> {
  const ports = containers.flatMap(({ container, at }) =>
    (container.ports ?? []).map((port, i): PlacedPort => ({ port, at: at.field('ports').index(i).text })),
  );
  const numbered = new Map<string, PlacedPort[]>();
  for (const placed of ports) {
    const { port, at } = placed;
    if (port.hostIP && !port.hostPort) yield `${at}: hostIP set without hostPort: ${shownPort(port)}`;
    const key = `${port.containerPort}/${port.protocol ?? ''}`;
    const others = numbered.get(key) ?? [];
    for (const other of others) {
      const relation = portRelation(port, other.port);
      if (relation)
        yield {
          text: `${at}: ${relation} port definition with ${other.at}`,
          ...(relation === 'duplicate' ? { code: 'port-twice' } : {}),
        };
    }
    numbered.set(key, [...others, placed]);
  }
  const named = new Map<string, string>();
  for (const { port, at } of ports) {
    if (!port.name) continue;
    const other = named.get(port.name);
    if (other === undefined) named.set(port.name, at);
    else
      yield {
        text: `${at}: duplicate port name ${quote(port.name)} with ${other}, services and probes that select ports by name will use ${other}`,
        code: 'port-twice',
      };
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
