import { coded, duplicate, invalidFor, notSupported, required, type Errors, type Path } from '../field-error.ts';
import type { Container, ContainerPort } from '../schema/kinds.ts';
import { portName, portNumber } from './names.ts';

export const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];

/** @source kubernetes/kubernetes pkg/apis/core/validation/validation.go validateContainerPorts */
export function* validateContainerPorts(ports: readonly ContainerPort[], at: Path): Errors {
  const names = new Set<string>();
  for (const [i, port] of ports.entries()) {
    const here = at.index(i);
    if (port.name) {
      const complaints = portName(port.name);
      yield* invalidFor(here.field('name'), port.name, complaints, 'port-name-format');
      if (complaints.length === 0 && names.has(port.name)) yield duplicate(here.field('name'), port.name);
      if (complaints.length === 0) names.add(port.name);
    }
    if (!port.containerPort) yield coded('port-missing', required(here.field('containerPort')));
    else
      yield* invalidFor(here.field('containerPort'), port.containerPort, portNumber(port.containerPort), 'port-range');
    if (port.hostPort)
      yield* invalidFor(here.field('hostPort'), port.hostPort, portNumber(port.hostPort), 'port-range');
    if (!port.protocol) yield required(here.field('protocol'));
    else if (!PROTOCOLS.includes(port.protocol)) yield notSupported(here.field('protocol'), port.protocol, PROTOCOLS);
  }
}

/** @source …/validation.go ValidatePortNumOrName */
export function* validatePort(port: number | string, at: Path): Errors {
  if (typeof port === 'number') yield* invalidFor(at, port, portNumber(port), 'port-range');
  else yield* invalidFor(at, port, portName(port), 'port-name-format');
}

/** A node has each of its ports once. @source …/validation.go AccumulateUniqueHostPorts */
export function* uniqueHostPorts(containers: readonly Container[], at: Path): Errors {
  const taken = new Set<string>();
  for (const [c, container] of containers.entries())
    for (const [p, port] of (container.ports ?? []).entries()) {
      if (!port.hostPort) continue;
      const key = `${port.protocol ?? ''}/${port.hostIP ?? ''}/${port.hostPort}`;
      if (taken.has(key)) yield duplicate(at.index(c).field('ports').index(p).field('hostPort'), key);
      taken.add(key);
    }
}
