import {
  coded,
  duplicate,
  forbidden,
  invalid,
  invalidFor,
  notFound,
  notSupported,
  required,
  tooMany,
  type Errors,
  type Path,
} from '../field-error.ts';
import type {
  Container,
  ContainerResizePolicy,
  ContainerRestartRule,
  EphemeralContainer,
  PodSpec,
  Volume,
} from '../schema/kinds.ts';
import { validateEnv, validateEnvFrom } from './container-env.ts';
import { validateVolumeDevices, validateVolumeMounts } from './container-mounts.ts';
import { uniqueHostPorts, validateContainerPorts } from './container-ports.ts';
import { validateLifecycle, validateProbe, type ProbeRole } from './container-probes.ts';
import { dns1123Label } from './names.ts';
import { validatePullPolicy } from './pull-policy.ts';
import { validateContainerResources } from './resource-requirements.ts';
import { validateSecurityContext } from './security-context.ts';

/** What the containers of one pod have in common. */
export interface ContainerContext {
  readonly spec: PodSpec;
  readonly volumes: ReadonlyMap<string, Volume>;
  readonly claims: ReadonlySet<string>;
}

const PROBES: readonly ProbeRole[] = ['livenessProbe', 'readinessProbe', 'startupProbe'];

/** @source kubernetes/kubernetes pkg/apis/core/validation/validation.go validateContainers */
export function* validateContainers(context: ContainerContext, at: Path): Errors {
  const containers = context.spec.containers ?? [];
  if (containers.length === 0) return yield coded('containers-missing', required(at));
  const names = new Set<string>();
  for (const [i, container] of containers.entries()) {
    const here = at.index(i);
    yield* validateContainer(container, context, here);
    if (names.has(container.name)) yield coded('container-name-taken', duplicate(here.field('name'), container.name));
    names.add(container.name);
    yield* validateLife(container, context.spec, here);
    yield* validateRestartPolicy(container, here);
  }
  yield* uniqueHostPorts(containers, at);
}

/** Sidecars (restartPolicy Always) live like containers; other init containers end. @source …/validation.go validateInitContainers */
export function* validateInitContainers(context: ContainerContext, at: Path): Errors {
  const names = new Set((context.spec.containers ?? []).map(({ name }) => name));
  for (const [i, container] of (context.spec.initContainers ?? []).entries()) {
    const here = at.index(i);
    yield* validateContainer(container, context, here);
    if (container.restartPolicy !== undefined || container.restartPolicyRules?.length)
      yield* validateInitRestartPolicy(container, here);
    if (names.has(container.name)) yield coded('container-name-taken', duplicate(here.field('name'), container.name));
    else if (container.name) names.add(container.name);
    yield* uniqueHostPorts([container], at);
    if (container.restartPolicy === 'Always') yield* validateLife(container, context.spec, here);
    else
      for (const field of ['lifecycle', ...PROBES] as const)
        if (container[field])
          yield coded(
            'init-probe',
            forbidden(here.field(field), 'may not be set for init containers without restartPolicy=Always'),
          );
    if (container.restartPolicy !== 'Always')
      for (const [p, { restartPolicy }] of (container.resizePolicy ?? []).entries())
        if (restartPolicy === 'RestartContainer')
          yield invalid(
            here.field('resizePolicy').index(p).field('restartPolicy'),
            restartPolicy,
            "must not be set to 'RestartContainer' for non-sidecar initContainers",
          );
  }
}

function* validateLife(container: Container, spec: PodSpec, at: Path): Errors {
  if (container.lifecycle)
    yield* validateLifecycle(container.lifecycle, spec.terminationGracePeriodSeconds, at.field('lifecycle'));
  for (const role of PROBES) yield* validateProbe(container[role], role, at.field(role));
}

const NOT_FOR_EPHEMERAL = [
  'ports',
  'resources',
  'resizePolicy',
  'restartPolicy',
  'restartPolicyRules',
  'livenessProbe',
  'readinessProbe',
  'startupProbe',
  'lifecycle',
] as const;
const NO = 'cannot be set for an Ephemeral Container';

/** @source …/validation.go validateEphemeralContainers */
export function* validateEphemeralContainers(context: ContainerContext, at: Path): Errors {
  const { spec } = context;
  const others = new Set([...(spec.containers ?? []), ...(spec.initContainers ?? [])].map(({ name }) => name));
  const names = new Set(others);
  for (const [i, container] of (spec.ephemeralContainers ?? []).entries()) {
    const here = at.index(i);
    yield* validateContainer(container, context, here);
    yield* unpaddedImage(container, here);
    if (names.has(container.name)) yield duplicate(here.field('name'), container.name);
    names.add(container.name);
    const target = container.targetContainerName;
    if (target && !others.has(target)) yield notFound(here.field('targetContainerName'), target);
    for (const field of NOT_FOR_EPHEMERAL) if (isSet(container, field)) yield forbidden(here.field(field), NO);
    for (const [m, mount] of (container.volumeMounts ?? []).entries())
      for (const field of ['subPath', 'subPathExpr'] as const)
        if (mount[field]) yield forbidden(here.field('volumeMounts').index(m).field(field), NO);
  }
}

/** Of what is not a pointer in Go an empty struct is none. */
const isSet = (container: EphemeralContainer, field: (typeof NOT_FOR_EPHEMERAL)[number]): boolean =>
  container[field] !== undefined && (field !== 'resources' || Object.keys(container[field] ?? {}).length > 0);

/** A template may name an image with space around it; nothing could run it. @source …/validation.go validateContainerOnlyForPod */
export function* unpaddedImage({ image = '' }: Container | EphemeralContainer, at: Path): Errors {
  if (image.trim() !== image)
    yield coded('image-spaces', invalid(at.field('image'), image, 'must not have leading or trailing whitespace'));
}

const MESSAGE_POLICIES = ['File', 'FallbackToLogsOnError'];

/** What all sorts of containers have to be. @source …/validation.go validateContainerCommon */
function* validateContainer(
  container: Container | EphemeralContainer,
  { spec, volumes, claims }: ContainerContext,
  at: Path,
): Errors {
  if (!container.name) yield coded('container-name-missing', required(at.field('name')));
  else yield* invalidFor(at.field('name'), container.name, dns1123Label(container.name), 'container-name-format');
  if (!container.image) yield coded('image-missing', required(at.field('image')));
  const policy = container.terminationMessagePolicy;
  if (!policy) yield required(at.field('terminationMessagePolicy'));
  else if (!MESSAGE_POLICIES.includes(policy))
    yield notSupported(at.field('terminationMessagePolicy'), policy, MESSAGE_POLICIES);
  if (container.ports) yield* validateContainerPorts(container.ports, at.field('ports'));
  if (container.env) yield* validateEnv(container.env, at.field('env'));
  if (container.envFrom) yield* validateEnvFrom(container.envFrom, at.field('envFrom'));
  if (container.volumeMounts) yield* validateVolumeMounts(container, volumes, at.field('volumeMounts'));
  if (container.volumeDevices)
    yield* validateVolumeDevices(
      container.volumeDevices,
      container.volumeMounts ?? [],
      volumes,
      at.field('volumeDevices'),
    );
  yield* validatePullPolicy(container.imagePullPolicy, at.field('imagePullPolicy'));
  if (container.resources) yield* validateContainerResources(container.resources, claims, at.field('resources'));
  if (container.resizePolicy)
    yield* validateResizePolicy(container.resizePolicy, spec.restartPolicy, at.field('resizePolicy'));
  yield* validateSecurityContext(container.securityContext, spec.hostUsers === false, at.field('securityContext'));
}

const RESIZABLE = ['cpu', 'memory'];
const RESIZE_RESTARTS = ['NotRequired', 'RestartContainer'];

function* validateResizePolicy(
  policies: readonly ContainerResizePolicy[],
  restartPolicy: string | undefined,
  at: Path,
): Errors {
  const seen = new Set<string>();
  for (const [i, { resourceName = '', restartPolicy: restart = '' }] of policies.entries()) {
    if (seen.has(resourceName)) yield duplicate(at.index(i), resourceName);
    seen.add(resourceName);
    if (!resourceName) yield required(at);
    else if (!RESIZABLE.includes(resourceName)) yield notSupported(at, resourceName, RESIZABLE);
    if (!restart) yield required(at);
    else if (!RESIZE_RESTARTS.includes(restart)) yield notSupported(at, restart, RESIZE_RESTARTS);
    if (restartPolicy === 'Never' && restart !== 'NotRequired')
      yield invalid(at, restart, "must be 'NotRequired' when pod `restartPolicy` is 'Never'");
  }
}

const RESTART_POLICIES = ['Always', 'Never', 'OnFailure'];
const MOST_RULES = 20;
const MOST_EXIT_CODES = 255;

/** Rules without a policy are not looked into. @source …/validation.go validateInitContainerRestartPolicy */
function* validateInitRestartPolicy(container: Container, at: Path): Errors {
  if (container.restartPolicy !== undefined) yield* validateRestartPolicy(container, at);
  else yield required(at.field('restartPolicy'), 'must specify restartPolicy when restart rules are used');
}

/** A container's own restart policy, and rules for exit codes beside it. @source …/validation.go validateContainerRestartPolicy */
function* validateRestartPolicy({ restartPolicy, restartPolicyRules: rules = [] }: Container, at: Path): Errors {
  if (restartPolicy === undefined) {
    if (rules.length > 0)
      yield required(at.field('restartPolicy'), 'must specify restartPolicy when restart rules are used');
  } else if (!RESTART_POLICIES.includes(restartPolicy))
    yield notSupported(at.field('restartPolicy'), restartPolicy, RESTART_POLICIES);
  if (rules.length > MOST_RULES) yield tooMany(at.field('restartPolicyRules'), rules.length, MOST_RULES);
  for (const [i, rule] of rules.entries()) yield* validateRestartRule(rule, at.field('restartPolicyRules').index(i));
}

const RESTART_ACTIONS = ['Restart', 'RestartAllContainers'];
const EXIT_CODE_OPERATORS = ['In', 'NotIn'];

function* validateRestartRule({ action = '', exitCodes }: ContainerRestartRule, at: Path): Errors {
  if (!RESTART_ACTIONS.includes(action)) yield notSupported(at.field('action'), action, RESTART_ACTIONS);
  if (!exitCodes) return yield required(at.field('exitCodes'), 'must be specified');
  const { operator = '', values = [] } = exitCodes;
  const here = at.field('exitCodes');
  if (!EXIT_CODE_OPERATORS.includes(operator))
    yield notSupported(here.field('operator'), operator, EXIT_CODE_OPERATORS);
  if (values.length > MOST_EXIT_CODES) yield tooMany(here.field('values'), values.length, MOST_EXIT_CODES);
}
