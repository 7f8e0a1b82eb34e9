import { forbidden, notSupported, Path, required, type Errors } from '../field-error.ts';
import type { PriorityClass } from '../schema/kinds.ts';
import { immutablePointer } from './immutable.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from './metadata.ts';
import { dns1123Subdomain } from './names.ts';
import type { KindRules } from './kind-rules.ts';

const METADATA = Path.root('metadata');
const PREEMPTION = Path.root('preemptionPolicy');
/** Above are the system's own classes. */
const HIGHEST = 1_000_000_000;
const SYSTEM: Readonly<Record<string, number>> = {
  'system-node-critical': 2_000_001_000,
  'system-cluster-critical': 2_000_000_000,
};

/** @source kubernetes/kubernetes pkg/apis/scheduling/validation/validation.go */
export const priorityClassRules: KindRules<'PriorityClass'> = {
  create: function* (priorityClass) {
    const { metadata, value = 0, preemptionPolicy } = priorityClass;
    yield* validateObjectMeta(metadata, 'cluster', dns1123Subdomain, METADATA);
    if ((metadata.name ?? '').startsWith('system-')) yield* validateSystemClass(priorityClass);
    else if (value > HIGHEST)
      yield forbidden(Path.root('value'), `maximum allowed value of a user defined priority is ${HIGHEST}`);
    if (preemptionPolicy === '') yield required(PREEMPTION);
    else if (
      preemptionPolicy !== undefined &&
      preemptionPolicy !== 'PreemptLowerPriority' &&
      preemptionPolicy !== 'Never'
    )
      yield notSupported(PREEMPTION, preemptionPolicy, ['PreemptLowerPriority', 'Never']);
  },
  update: function* ({ metadata, value, preemptionPolicy }, before) {
    yield* validateObjectMetaUpdate(metadata, before.metadata, METADATA);
    if ((value ?? 0) !== (before.value ?? 0)) yield forbidden(Path.root('value'), 'may not be changed in an update.');
    yield* immutablePointer(preemptionPolicy, before.preemptionPolicy, PREEMPTION);
  },
};

function* validateSystemClass({ metadata, value = 0, globalDefault = false }: PriorityClass): Errors {
  const name = metadata.name;
  const expected = Object.hasOwn(SYSTEM, name) ? SYSTEM[name] : undefined;
  const problem =
    expected === undefined
      ? `${name} is not a known system priority class`
      : value !== expected
        ? `value of ${name} PriorityClass must be ${expected}`
        : globalDefault
          ? `globalDefault of ${name} PriorityClass must be false`
          : undefined;
  if (problem !== undefined)
    yield forbidden(
      METADATA.field('name'),
      `priority class names with 'system-' prefix are reserved for system use only. error: ${problem}`,
    );
}
