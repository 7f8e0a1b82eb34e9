import { parseQuantity } from '../../quantity.ts';
import { forbidden, invalid, invalidFor, notSupported, required, type Errors, type Path } from '../field-error.ts';
import type {
  ContainerResourceMetricSource,
  ExternalMetricSource,
  MetricIdentifier,
  MetricSpec,
  MetricTarget,
  ObjectMetricSource,
  PodsMetricSource,
  ResourceMetricSource,
} from '../schema/kinds.ts';
import { validateScalableReference } from './autoscaler-target.ts';
import { dns1123Label } from './names.ts';
import { pathSegment } from './plain-metadata.ts';
import { containerResourceName } from './resource-requirements.ts';

const SOURCES = {
  Object: 'object',
  External: 'external',
  Pods: 'pods',
  Resource: 'resource',
  ContainerResource: 'containerResource',
} as const;
const SOURCE_TYPES = Object.keys(SOURCES).sort();

/**
 * What an autoscaler measures: each of one source, which its type names. None of its Pods tells when the first is wanted.
 * @source kubernetes/kubernetes pkg/apis/autoscaling/validation/validation.go validateMetrics
 */
export function* validateMetrics(metrics: readonly MetricSpec[], minReplicas: number | undefined, at: Path): Errors {
  for (const [i, metric] of metrics.entries()) yield* validateMetric(metric, at.index(i));
  if (minReplicas === 0 && !metrics.some(({ type }) => type === 'Object' || type === 'External'))
    yield forbidden(at, 'must specify at least one Object or External metric to support scaling to zero replicas');
}

function* validateMetric(metric: MetricSpec, at: Path): Errors {
  const type = metric.type ?? '';
  if (type === '') yield required(at.field('type'), 'must specify a metric source type');
  if (!SOURCE_TYPES.includes(type)) yield notSupported(at.field('type'), type, SOURCE_TYPES);
  const present = Object.values(SOURCES).filter((source) => metric[source] !== undefined);
  const [first] = present;
  if (first) yield* validateSource(metric, first, at.field(first));
  const expected = Object.hasOwn(SOURCES, type) ? SOURCES[type as keyof typeof SOURCES] : undefined;
  if (expected && !metric[expected])
    yield required(at.field(expected), 'must populate information for the given metric source');
  if (present.length !== 1)
    for (const source of present)
      if (source !== expected) yield forbidden(at.field(source), 'must populate the given metric source only');
}

function* validateSource(metric: MetricSpec, source: (typeof SOURCES)[keyof typeof SOURCES], at: Path): Errors {
  switch (source) {
    case 'object':
      return yield* objectSource(metric.object, at);
    case 'external':
      return yield* externalSource(metric.external, at);
    case 'pods':
      return yield* podsSource(metric.pods, at);
    case 'resource':
      return yield* resourceSource(metric.resource, at);
    case 'containerResource':
      return yield* containerSource(metric.containerResource, at);
  }
}

function* objectSource(source: ObjectMetricSource | undefined, at: Path): Errors {
  yield* validateScalableReference(source?.describedObject, at.field('describedObject'), 'any group');
  yield* identifier(source?.metric, at.field('metric'));
  const target = at.field('target');
  yield* validateTarget(source?.target, target);
  if (!source?.target?.value && !source?.target?.averageValue)
    yield required(target.field('averageValue'), 'must set either a target value or averageValue');
}

function* externalSource(source: ExternalMetricSource | undefined, at: Path): Errors {
  yield* identifier(source?.metric, at.field('metric'));
  const target = at.field('target');
  yield* validateTarget(source?.target, target);
  const { value, averageValue } = source?.target ?? {};
  if (!value && !averageValue)
    yield required(target.field('averageValue'), 'must set either a target value for metric or a per-pod target');
  if (value && averageValue)
    yield forbidden(target.field('value'), 'may not set both a target value for metric and a per-pod target');
}

function* podsSource(source: PodsMetricSource | undefined, at: Path): Errors {
  yield* identifier(source?.metric, at.field('metric'));
  yield* validateTarget(source?.target, at.field('target'));
  if (!source?.target?.averageValue)
    yield required(at.field('target').field('averageValue'), 'must specify a positive target averageValue');
}

function* resourceSource(source: ResourceMetricSource | undefined, at: Path): Errors {
  if (!source?.name) yield required(at.field('name'), 'must specify a resource name');
  yield* resourceTarget(source?.target, at.field('target'));
}

function* containerSource(source: ContainerResourceMetricSource | undefined, at: Path): Errors {
  if (!source?.name) yield required(at.field('name'), 'must specify a resource name');
  else yield* containerResourceName(source.name, at.field('name'));
  if (!source?.container) yield required(at.field('container'), 'must specify a container');
  else yield* invalidFor(at.field('container'), source.container, dns1123Label(source.container));
  yield* resourceTarget(source?.target, at.field('target'));
}

function* resourceTarget(target: MetricTarget | undefined, at: Path): Errors {
  yield* validateTarget(target, at);
  const { averageUtilization, averageValue } = target ?? {};
  if (averageUtilization === undefined && !averageValue)
    yield required(at.field('averageUtilization'), 'must set either a target raw value or a target utilization');
  if (averageUtilization !== undefined && averageValue)
    yield forbidden(at.field('averageValue'), 'may not set both a target raw value and a target utilization');
}

const TARGET_TYPES = ['Utilization', 'Value', 'AverageValue'];

function* validateTarget(target: MetricTarget | undefined, at: Path): Errors {
  const type = target?.type ?? '';
  if (type === '') yield required(at.field('type'), 'must specify a metric target type');
  if (!TARGET_TYPES.includes(type))
    yield invalid(at.field('type'), type, 'must be either Utilization, Value, or AverageValue');
  for (const field of ['value', 'averageValue'] as const) {
    const amount = target?.[field];
    if (amount !== undefined && !isPositive(amount)) yield invalid(at.field(field), amount, 'must be positive');
  }
  const percent = target?.averageUtilization;
  if (percent !== undefined && percent < 1)
    yield invalid(at.field('averageUtilization'), percent, 'must be greater than 0');
}

const isPositive = (text: string): boolean => (parseQuantity(text)?.mantissa ?? 0n) > 0n;

function* identifier(metric: MetricIdentifier | undefined, at: Path): Errors {
  if (!metric?.name) yield required(at.field('name'), 'must specify a metric name');
  else yield* invalidFor(at.field('name'), metric.name, pathSegment(metric.name));
}
