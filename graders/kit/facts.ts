import { podSummary, type Container, type KubeObject, type Pod, type Seconds } from '../../src/simulator/index.ts';

/** What feedback.yaml's {placeholders} are filled with. */
export type Facts = Readonly<Record<string, string | number>>;

/** Facts as a verdict carries them. JSON has no number without end (a probe that is not there waits for ever): it is told by its sign. */
export const tellable = (facts: Facts): Record<string, string | number> =>
  Object.fromEntries(
    Object.entries(facts).map(([name, fact]) => [name, fact === Infinity ? '∞' : Number.isNaN(fact) ? '–' : fact]),
  );

/** What a test found out. `entry` is the history entry at which it went wrong: its causes are told. */
export interface Finding {
  readonly holds: boolean;
  readonly facts: Facts;
  /** Seconds from apply. */
  readonly at?: Seconds | undefined;
  readonly entry?: number | undefined;
  /**
   * What of the manifest decided, the likelier first: paths as `kubectl explain` writes them, where "pod" is a template too:
   * "pod[web].spec.containers.image"; "pod[web]" where the object itself is missing.
   */
  readonly fields?: readonly string[];
}

/**
 * What can be said of a Pod in any feedback: {status} {phase} {node} {ready} {restarts} {reason} {message} {exitCode} {image} {argv0} {containers}
 * {labels}, and {requests} of the first container.
 * The container is the first that is not well.
 */
export function podFacts(pod: Pod | undefined): Facts {
  if (!pod)
    return {
      status: '–',
      phase: '–',
      node: '–',
      ready: '0/0',
      restarts: 0,
      reason: '–',
      message: '–',
      exitCode: '–',
      image: '–',
      argv0: '–',
      containers: '–',
      labels: '–',
      requests: '–',
    };
  const statuses = pod.status.containerStatuses ?? [];
  const ill = statuses.find((s) => !s.ready) ?? statuses[0];
  const ended = ill?.state?.terminated ?? ill?.lastState?.terminated;
  const condition = pod.status.conditions?.find((c) => c.type === 'PodScheduled' && c.status === 'False');
  const container: Container | undefined =
    pod.spec.containers.find((c) => c.name === ill?.name) ?? pod.spec.containers[0];
  return {
    status: podSummary(pod).status,
    phase: pod.status.phase ?? 'Pending',
    node: pod.spec.nodeName ?? '–',
    ready: `${statuses.filter((s) => s.ready).length}/${pod.spec.containers.length}`,
    restarts: restartsOf(pod),
    reason: ended?.reason ?? ill?.state?.waiting?.reason ?? condition?.reason ?? '–',
    message: ended?.message ?? ill?.state?.waiting?.message ?? condition?.message ?? '–',
    exitCode: ended?.exitCode ?? '–',
    image: container?.image ?? '–',
    argv0: container?.command?.[0] ?? '–',
    containers: [...(pod.spec.initContainers ?? []), ...pod.spec.containers]
      .map((c) => `${c.name} (${c.image ?? '–'})`)
      .join(', '),
    labels: labelText(pod),
    requests: requestsText(pod.spec),
  };
}

/** What a container of the Pod is promised: its own requests, its limits where it has none, else its Pod's. */
export const requestsOf = (spec: Pod['spec'], { resources }: Container): Readonly<Record<string, string>> => ({
  ...spec.resources?.limits,
  ...spec.resources?.requests,
  ...resources?.limits,
  ...resources?.requests,
});

/** What the first container is promised: "cpu 200m, memory 256Mi". */
export const requestsText = (spec: Pod['spec'] | undefined): string =>
  Object.entries(spec?.containers[0] ? requestsOf(spec, spec.containers[0]) : {})
    .map((amount) => amount.join(' '))
    .join(', ') || '–';

/** Its labels as kubectl shows them. */
export const labelText = (object: Pick<KubeObject, 'metadata'> | undefined): string =>
  object
    ? Object.entries(object.metadata.labels ?? {})
        .map(([key, value]) => `${key}=${value}`)
        .join(',') || '<none>'
    : '–';

/** Restarts of its containers and sidecars together; init containers that are tried again are not counted. */
export function restartsOf(pod: Pod | undefined): number {
  const sidecars = new Set(
    pod?.spec.initContainers?.flatMap(({ name, restartPolicy }) => (restartPolicy === 'Always' ? [name] : [])),
  );
  const statuses = [
    ...(pod?.status.containerStatuses ?? []),
    ...(pod?.status.initContainerStatuses ?? []).filter(({ name }) => sidecars.has(name)),
  ];
  return statuses.reduce((sum, { restartCount }) => sum + restartCount, 0);
}

/** What a Pod waits for when nothing is wrong. */
const ORDINARY = new Set(['ContainerCreating', 'PodInitializing']);

/** A container of the Pod has ended or waits for something out of the ordinary, or no node takes it. */
export const isIll = ({ status }: Pod): boolean =>
  (status.containerStatuses ?? []).some(
    ({ state, lastState }) =>
      state?.terminated !== undefined ||
      lastState?.terminated !== undefined ||
      (state?.waiting?.reason !== undefined && !ORDINARY.has(state.waiting.reason)),
  ) || (status.conditions ?? []).some((c) => c.type === 'PodScheduled' && c.status === 'False');
