import type { MetricSpec, MetricStatus } from '../../api/schema/kinds.ts';

/** What a HorizontalPodAutoscaler looks at: how much there is, and how much there should be. */
export interface MetricText {
  /** In a table: `cpu: 55%/80%`. */
  readonly short: string;
  /** In a description: `resource cpu on pods  (as a percentage of request):` and what stands behind its tab. */
  readonly title: string;
  readonly amounts: string;
}

const UNKNOWN = '<unknown>';
/** A Quantity that is not there, as Go prints a nil one. */
const NIL = '<nil>';

/**
 * @param now - the status of the same place in the list, where there is one of the same type
 * @source kubernetes/kubernetes pkg/printers/internalversion/printers.go formatHPAMetrics; staging/src/k8s.io/kubectl/pkg/describe/describe.go describeHorizontalPodAutoscalerV2
 */
export function metricText(spec: MetricSpec, now: MetricStatus | undefined): MetricText {
  const { external, pods, object, resource, containerResource } = spec;
  if (external) {
    const { averageValue, value } = external.target;
    const name = JSON.stringify(external.metric.name);
    if (averageValue !== undefined) return average(name, now?.external?.current.averageValue, averageValue);
    const current = now?.external ? (now.external.current.value ?? NIL) : UNKNOWN;
    return text(`${name} (target value)`, current, value ?? NIL);
  }
  if (pods) {
    const current = now?.pods ? (now.pods.current.averageValue ?? NIL) : UNKNOWN;
    return text(`${JSON.stringify(pods.metric.name)} on pods`, current, pods.target.averageValue ?? NIL);
  }
  if (object) {
    const { averageValue, value } = object.target;
    const name = `"${object.metric.name}" on ${object.describedObject.kind}/${object.describedObject.name}`;
    if (averageValue !== undefined) return average(name, now?.object?.current.averageValue, averageValue);
    const current = now?.object ? (now.object.current.value ?? NIL) : UNKNOWN;
    return text(`${name} (target value)`, current, value ?? NIL);
  }
  if (resource) return ofResource(resource, `resource ${resource.name} on pods`, now?.resource?.current);
  if (containerResource)
    return ofResource(
      containerResource,
      `resource ${containerResource.name} of container "${containerResource.container}" on pods`,
      now?.containerResource?.current,
    );
  return { short: '<unknown type>', title: `<unknown metric type ${JSON.stringify(spec.type)}>`, amounts: '' };
}

function text(title: string, current: string, target: string): MetricText {
  return { short: `${current}/${target}`, title: `${title}:`, amounts: `${current} / ${target}` };
}

function average(name: string, current: string | undefined, target: string): MetricText {
  const told = text(`${name} (target average value)`, current ?? UNKNOWN, target);
  return { ...told, short: `${told.short} (avg)` };
}

function ofResource(
  { name, target }: NonNullable<MetricSpec['resource']>,
  title: string,
  now: NonNullable<MetricStatus['resource']>['current'] | undefined,
): MetricText {
  if (target.averageValue !== undefined) {
    const told = text(title, now ? (now.averageValue ?? NIL) : UNKNOWN, target.averageValue);
    return { ...told, short: `${name}: ${told.short}` };
  }
  const wanted = target.averageUtilization === undefined ? '<auto>' : `${target.averageUtilization}%`;
  const used = now?.averageUtilization;
  return {
    short: `${name}: ${used === undefined ? UNKNOWN : `${used}%`}/${wanted}`,
    title: `${title}  (as a percentage of request):`,
    amounts: `${used === undefined ? UNKNOWN : `${used}% (${now?.averageValue ?? NIL})`} / ${wanted}`,
  };
}
