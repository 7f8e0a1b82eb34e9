import {
  coded,
  forbidden,
  invalid,
  invalidFor,
  notSupported,
  required,
  type Errors,
  type Path,
} from '../field-error.ts';
import type { HTTPGetAction, Lifecycle, LifecycleHandler, Probe } from '../schema/kinds.ts';
import { validatePort } from './container-ports.ts';
import { nonNegative } from './metadata.ts';
import { headerName } from './names.ts';

export type ProbeRole = 'livenessProbe' | 'readinessProbe' | 'startupProbe';

/** @source kubernetes/kubernetes pkg/apis/core/validation/validation.go validateLivenessProbe, validateReadinessProbe, validateStartupProbe */
export function* validateProbe(probe: Probe | undefined, role: ProbeRole, at: Path): Errors {
  if (!probe) return;
  yield* validateHandler(probe, undefined, at);
  for (const field of [
    'initialDelaySeconds',
    'timeoutSeconds',
    'periodSeconds',
    'successThreshold',
    'failureThreshold',
  ] as const)
    yield* nonNegative(probe[field] ?? 0, at.field(field), 'probe-number-negative');
  const grace = probe.terminationGracePeriodSeconds;
  if (typeof grace === 'number' && grace <= 0)
    yield invalid(at.field('terminationGracePeriodSeconds'), grace, 'must be greater than 0');
  if (role === 'readinessProbe') {
    if (typeof grace === 'number')
      yield invalid(at.field('terminationGracePeriodSeconds'), grace, 'must not be set for readinessProbes');
  } else if (probe.successThreshold !== 1)
    yield coded(
      'probe-success-threshold',
      invalid(at.field('successThreshold'), probe.successThreshold ?? 0, 'must be 1'),
    );
}

/** @param gracePeriod - seconds the pod has to end; undefined where it says none */
export function* validateLifecycle(lifecycle: Lifecycle, gracePeriod: number | undefined, at: Path): Errors {
  if (lifecycle.postStart) yield* validateHandler(lifecycle.postStart, gracePeriod, at.field('postStart'));
  if (lifecycle.preStop) yield* validateHandler(lifecycle.preStop, gracePeriod, at.field('preStop'));
}

type Handler = Pick<Probe, 'exec' | 'httpGet' | 'tcpSocket' | 'grpc'> & Pick<LifecycleHandler, 'sleep'>;

/** One way to ask a container, not two. */
function* validateHandler(handler: Handler, gracePeriod: number | undefined, at: Path): Errors {
  const { exec, httpGet, tcpSocket, grpc, sleep } = handler;
  let found = false;
  const kinds: [string, unknown, (here: Path) => Errors][] = [
    ['exec', exec, (here) => validateExec(exec?.command ?? [], here)],
    ['httpGet', httpGet, (here) => validateHttpGet(httpGet, here)],
    ['tcpSocket', tcpSocket, (here) => validatePort(tcpSocket?.port ?? 0, here.field('port'))],
    ['grpc', grpc, (here) => validatePort(grpc?.port ?? 0, here.field('port'))],
    ['sleep', sleep, (here) => validateSleep(sleep?.seconds ?? 0, gracePeriod, here)],
  ];
  for (const [kind, action, validate] of kinds) {
    if (action === undefined) continue;
    if (found) yield coded('probe-two-handlers', forbidden(at.field(kind), 'may not specify more than 1 handler type'));
    else yield* validate(at.field(kind));
    found = true;
  }
  if (!found) yield coded('probe-no-handler', required(at, 'must specify a handler type'));
}

function* validateExec(command: readonly string[], at: Path): Errors {
  if (command.length === 0) yield required(at.field('command'));
}

const SCHEMES = ['HTTP', 'HTTPS'];

function* validateHttpGet(action: HTTPGetAction | undefined, at: Path): Errors {
  if (!action?.path) yield required(at.field('path'));
  yield* validatePort(action?.port ?? 0, at.field('port'));
  if (!SCHEMES.includes(action?.scheme ?? '')) yield notSupported(at.field('scheme'), action?.scheme ?? '', SCHEMES);
  for (const header of action?.httpHeaders ?? [])
    yield* invalidFor(at.field('httpHeaders'), header.name ?? '', headerName(header.name ?? ''));
}

function* validateSleep(seconds: number, gracePeriod: number | undefined, at: Path): Errors {
  if (gracePeriod !== undefined && (seconds < 0 || seconds > gracePeriod))
    yield invalid(at, seconds, `must be non-negative and less than terminationGracePeriodSeconds (${gracePeriod})`);
}
