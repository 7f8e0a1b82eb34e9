import type { Container, Millis, ProbeEntry, ProbeKind, Seconds } from '../simulator/index.ts';
import type { ProbeLane, ProbeRun } from './picture.ts';
import type { PodLife } from './pod-life.ts';

const KINDS: readonly ProbeKind[] = ['startup', 'readiness', 'liveness'];
type Probe = NonNullable<Container['livenessProbe']>;

/** A lane for each probe that is declared, in the order startup, readiness, liveness. */
export function probeLanes(life: PodLife, since: (at: Millis) => Seconds, until: Millis): ProbeLane[] {
  const spec = life.created.after?.spec;
  return [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])].flatMap((container) =>
    KINDS.flatMap((probe) => {
      const declared = container[`${probe}Probe`];
      if (!declared) return [];
      const runs = life.probes.filter((entry) => entry.container === container.name && entry.probe === probe);
      return [
        {
          container: container.name,
          probe,
          target: targetOf(declared),
          runs: runs.map((entry) => runOf(entry, since, until)),
        },
      ];
    }),
  );
}

function runOf(
  { at, last, period, result, output, inARow, threshold }: ProbeEntry,
  since: (at: Millis) => Seconds,
  until: Millis,
): ProbeRun {
  const marks = (end: Millis): number => (period > 0 ? Math.floor((end - at) / period) : 0);
  return {
    from: since(at),
    to: since(at + marks(Math.min(last, until)) * period),
    period: period / 1000,
    result,
    output,
    inARow: Math.max(1, inARow - marks(last)),
    threshold,
  };
}

/** @example targetOf({ httpGet: { path: '/healthz', port: 8080 } }) → 'GET :8080/healthz' */
function targetOf({ httpGet, tcpSocket, exec, grpc }: Probe): string {
  if (httpGet) return `GET :${httpGet.port}${httpGet.path ?? '/'}`;
  if (tcpSocket) return `tcp :${tcpSocket.port}`;
  if (grpc) return `grpc :${grpc.port}${grpc.service ? ` ${grpc.service}` : ''}`;
  return exec ? `exec ${exec.command?.join(' ') ?? ''}` : '';
}
