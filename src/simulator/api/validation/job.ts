import { coded, invalid, invalidFor, notSupported, Path, required, tooLong, type Errors } from '../field-error.ts';
import { matchesSelector } from '../../selector.ts';
import type { Job, JobSpec, LabelSelector } from '../schema/kinds.ts';
import { immutablePointer, immutableValue } from './immutable.ts';
import { validateJobStatus, validateJobStatusChange } from './job-status.ts';
import { shownFailurePolicy, validatePodFailurePolicy } from './job-failure-policy.ts';
import { shownSuccessPolicy, validateSuccessPolicy } from './job-success-policy.ts';
import { validateJobTemplateChange } from './job-template-change.ts';
import { nonNegative, validateLabelSelector, validateObjectMeta, validateObjectMetaUpdate } from './metadata.ts';
import { dns1123Label, dns1123Subdomain } from './names.ts';
import { validatePodTemplateSpec } from './pod-template-spec.ts';
import { immutableSelector, mismatch } from './selected-template.ts';
import { shownMap, shownSelector } from './shown.ts';
import type { KindRules } from './kind-rules.ts';

const METADATA = Path.root('metadata');
const SPEC = Path.root('spec');

/** @source kubernetes/kubernetes pkg/apis/batch/validation/validation.go ValidateJob, ValidateJobUpdate; pkg/registry/batch/job/strategy.go ValidateUpdate */
export const jobRules: KindRules<'Job'> = {
  create: validateJob,
  update: function* (job, before) {
    const { metadata, spec } = job;
    yield* validateJob(job);
    yield* validateObjectMetaUpdate(metadata, before.metadata, METADATA);
    yield* validateSelectedSpec(spec);
    yield* validateCompletionsChange(spec, before.spec);
    yield* immutableSelector(spec.selector, before.spec.selector, SPEC.field('selector'));
    yield* validateJobTemplateChange(spec, before, SPEC);
    const last = before.spec;
    yield* immutablePointer(spec.completionMode, last.completionMode, SPEC.field('completionMode'));
    yield* immutableValue(spec.podFailurePolicy, last.podFailurePolicy, SPEC.field('podFailurePolicy'), () =>
      spec.podFailurePolicy ? shownFailurePolicy(spec.podFailurePolicy) : null,
    );
    yield* immutablePointer(spec.backoffLimitPerIndex, last.backoffLimitPerIndex, SPEC.field('backoffLimitPerIndex'));
    yield* immutablePointer(spec.managedBy, last.managedBy, SPEC.field('managedBy'));
    yield* immutableValue(spec.successPolicy, last.successPolicy, SPEC.field('successPolicy'), () =>
      spec.successPolicy ? shownSuccessPolicy(spec.successPolicy) : null,
    );
  },
  subresources: {
    status: function* (job, before) {
      yield* validateObjectMetaUpdate(job.metadata, before.metadata, METADATA);
      yield* validateJobStatus(job);
      yield* validateJobStatusChange(job, before);
    },
  },
};

function* validateJob(job: Job): Errors {
  yield* validateObjectMeta(job.metadata, 'namespaced', dns1123Subdomain, METADATA);
  yield* validateGeneratedSelector(job);
  yield* validateSelectedSpec(job.spec);
  yield* validateHostNames(job);
}

/** The selector that a Job without manualSelector gets is its own uid, and its pods carry that. */
function* validateGeneratedSelector({ metadata, spec }: Job): Errors {
  if (spec.manualSelector || !spec.selector) return;
  const labels = spec.template?.metadata?.labels ?? {};
  const expected = {
    'controller-uid': metadata.uid,
    'job-name': metadata.name,
    'batch.kubernetes.io/controller-uid': metadata.uid,
    'batch.kubernetes.io/job-name': metadata.name,
  };
  for (const [key, value] of Object.entries(expected)) {
    const at = SPEC.field('template').field('metadata').field('labels').key(key);
    if (labels[key] === undefined) yield required(at, `must be '${value}'`);
    if ((labels[key] ?? '') !== value) yield invalid(at, shownMap(labels), `must be '${value}'`);
  }
  if (isReadable(spec.selector) && !matchesSelector(spec.selector, expected))
    yield invalid(SPEC.field('selector'), shownSelector(spec.selector), '`selector` not auto-generated');
}

function* validateSelectedSpec(spec: JobSpec): Errors {
  yield* validateJobSpec(spec, SPEC);
  const selector: LabelSelector | null | undefined = spec.selector;
  if (!selector) yield coded('selector-missing', required(SPEC.field('selector')));
  else yield* validateLabelSelector(selector, SPEC.field('selector'));
  if ((!selector || isReadable(selector)) && !matchesSelector(selector ?? undefined, spec.template?.metadata?.labels))
    yield mismatch(spec.template, SPEC.field('template'));
}

const isReadable = (selector: LabelSelector): boolean => validateLabelSelector(selector, SPEC).next().done === true;

/** The pods of an Indexed Job are called <name>-<index>, and that is their host name. */
function* validateHostNames({ metadata, spec }: Job): Errors {
  if (spec.completionMode !== 'Indexed' || !spec.completions || spec.completions < 1) return;
  const longest = `${metadata.name}-${spec.completions - 1}`;
  if (dns1123Label(longest).length > 0)
    yield invalid(
      METADATA.field('name'),
      metadata.name,
      `will not able to create pod with invalid DNS label: ${longest}`,
    );
}

const COUNTS = [
  'parallelism',
  'completions',
  'activeDeadlineSeconds',
  'backoffLimit',
  'ttlSecondsAfterFinished',
  'backoffLimitPerIndex',
] as const;
const MANAGED_BY_LIMIT = 63;

/** What a Job and the Job of a CronJob have in common. */
export function* validateJobSpec(spec: JobSpec, at: Path): Errors {
  for (const field of COUNTS) if (spec[field] !== undefined) yield* nonNegative(spec[field], at.field(field));
  if (spec.maxFailedIndexes !== undefined) {
    yield* nonNegative(spec.maxFailedIndexes, at.field('maxFailedIndexes'));
    if (spec.backoffLimitPerIndex === undefined)
      yield required(at.field('backoffLimitPerIndex'), 'when maxFailedIndexes is specified');
  }
  if (spec.managedBy !== undefined) {
    yield* domainPrefixedPath(spec.managedBy, at.field('managedBy'));
    if (spec.managedBy.length > MANAGED_BY_LIMIT) yield tooLong(at.field('managedBy'), MANAGED_BY_LIMIT);
  }
  yield* validateCompletionMode(spec, at);
  if (spec.podFailurePolicy) yield* validatePodFailurePolicy(spec, at.field('podFailurePolicy'));
  if (spec.successPolicy) {
    if (spec.completionMode === 'Indexed') yield* validateSuccessPolicy(spec, at.field('successPolicy'));
    else
      yield invalid(
        at.field('successPolicy'),
        shownSuccessPolicy(spec.successPolicy),
        'requires indexed completion mode',
      );
  }
  yield* validateReplacementPolicy(spec, at.field('podReplacementPolicy'));
  yield* validatePodTemplateSpec(spec.template ?? {}, at.field('template'));
  yield* validateRestartPolicy(spec, at.field('template').field('spec').field('restartPolicy'));
}

const MOST_PARALLEL = 100_000;
const MOST_FAILED_INDEXES = 100_000;
/** Above so many completions with a back-off limit for each index, stricter limits hold. */
const MANY_COMPLETIONS = 100_000;
const STRICT = 10_000;

function* validateCompletionMode(spec: JobSpec, at: Path): Errors {
  const { completionMode: mode, completions, parallelism, maxFailedIndexes } = spec;
  if (mode !== undefined && mode !== 'NonIndexed' && mode !== 'Indexed')
    yield notSupported(at.field('completionMode'), mode, ['NonIndexed', 'Indexed']);
  if (mode === undefined || mode === 'NonIndexed')
    for (const field of ['backoffLimitPerIndex', 'maxFailedIndexes'] as const)
      if (spec[field] !== undefined) yield invalid(at.field(field), spec[field], 'requires indexed completion mode');
  if (mode !== 'Indexed') return;
  if (completions === undefined) yield required(at.field('completions'), 'when completion mode is Indexed');
  if (parallelism !== undefined && parallelism > MOST_PARALLEL)
    yield invalid(
      at.field('parallelism'),
      parallelism,
      `must be less than or equal to ${MOST_PARALLEL} when completion mode is Indexed`,
    );
  if (completions !== undefined && maxFailedIndexes !== undefined && maxFailedIndexes > completions)
    yield invalid(at.field('maxFailedIndexes'), maxFailedIndexes, 'must be less than or equal to completions');
  if (maxFailedIndexes !== undefined && maxFailedIndexes > MOST_FAILED_INDEXES)
    yield invalid(
      at.field('maxFailedIndexes'),
      maxFailedIndexes,
      `must be less than or equal to ${MOST_FAILED_INDEXES}`,
    );
  if (completions === undefined || completions <= MANY_COMPLETIONS || spec.backoffLimitPerIndex === undefined) return;
  if (maxFailedIndexes === undefined)
    yield required(at.field('maxFailedIndexes'), `must be specified when completions is above ${MANY_COMPLETIONS}`);
  const strict = `must be less than or equal to ${STRICT} when completions are above ${MANY_COMPLETIONS} and used with backoff limit per index`;
  if (parallelism !== undefined && parallelism > STRICT) yield invalid(at.field('parallelism'), parallelism, strict);
  if (maxFailedIndexes !== undefined && maxFailedIndexes > STRICT)
    yield invalid(at.field('maxFailedIndexes'), maxFailedIndexes, strict);
}

function* validateReplacementPolicy({ podReplacementPolicy: policy, podFailurePolicy }: JobSpec, at: Path): Errors {
  const supported = podFailurePolicy ? ['Failed'] : ['Failed', 'TerminatingOrFailed'];
  if (policy !== undefined && !supported.includes(policy)) yield notSupported(at, policy, supported);
}

function* validateRestartPolicy({ template, podFailurePolicy }: JobSpec, at: Path): Errors {
  const policy = template?.spec?.restartPolicy ?? '';
  if (policy === 'Always' || policy === '')
    yield coded('job-restart-policy', required(at, 'valid values: "OnFailure", "Never"'));
  else if (policy !== 'OnFailure' && policy !== 'Never')
    yield coded('job-restart-policy', notSupported(at, policy, ['OnFailure', 'Never']));
  else if (podFailurePolicy && policy !== 'Never')
    yield invalid(at, policy, 'only "Never" is supported when podFailurePolicy is specified');
}

/** An Indexed Job may grow and shrink, with as many pods at once as it completes. */
function* validateCompletionsChange(spec: JobSpec, before: JobSpec): Errors {
  const at = SPEC.field('completions');
  const { completions } = spec;
  if (spec.completionMode !== 'Indexed') yield* immutablePointer(completions, before.completions, at);
  else if (completions !== undefined && completions !== before.completions && completions !== spec.parallelism)
    yield invalid(at, completions, 'can only be modified in tandem with spec.parallelism');
}

/** "example.com/controller". @source kubernetes/kubernetes staging/src/k8s.io/apimachinery/pkg/util/validation/validation.go IsDomainPrefixedPath */
function* domainPrefixedPath(text: string, at: Path): Errors {
  if (text === '') {
    yield required(at);
    return;
  }
  const slash = text.indexOf('/');
  const [domain, path] = [text.slice(0, slash), text.slice(slash + 1)];
  if (slash < 0 || domain === '' || path === '') {
    yield invalid(at, text, 'must be a domain-prefixed path (such as "acme.io/foo")');
    return;
  }
  yield* invalidFor(at, domain, dns1123Subdomain(domain));
  if (!/^[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/.test(path))
    yield invalid(at, path, "Invalid path (regex used for validation is '[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+')");
}
