import { parseSchedule } from '../../cron/schedule.ts';
import { findTimeZone } from '../../cron/time-zone.ts';
import { coded, invalid, notSupported, Path, required, type Errors } from '../field-error.ts';
import type { CronJobSpec, JobTemplateSpec } from '../schema/kinds.ts';
import { validateJobSpec } from './job.ts';
import { nonNegative, validateObjectMeta, validateObjectMetaUpdate } from './metadata.ts';
import { dns1123Subdomain } from './names.ts';
import { shownSelector } from './shown.ts';
import type { KindRules } from './kind-rules.ts';

const METADATA = Path.root('metadata');
const SPEC = Path.root('spec');
/** A Job's name is the CronJob's with eleven characters more, and 63 at most. */
const LONGEST_NAME = 63 - 11;

/** @source kubernetes/kubernetes pkg/apis/batch/validation/validation.go ValidateCronJobCreate, ValidateCronJobUpdate */
export const cronJobRules: KindRules<'CronJob'> = {
  create: function* ({ metadata, spec }) {
    yield* validateObjectMeta(metadata, 'namespaced', dns1123Subdomain, METADATA);
    yield* validateSpec(spec, undefined);
    if (metadata.name.length > LONGEST_NAME)
      yield invalid(METADATA.field('name'), metadata.name, `must be no more than ${LONGEST_NAME} characters`);
  },
  update: function* ({ metadata, spec }, before) {
    yield* validateObjectMetaUpdate(metadata, before.metadata, METADATA);
    yield* validateSpec(spec, before.spec);
  },
  subresources: {
    status: function* ({ metadata }, before) {
      yield* validateObjectMetaUpdate(metadata, before.metadata, METADATA);
    },
  },
};

function* validateSpec(spec: CronJobSpec, before: CronJobSpec | undefined): Errors {
  if (!spec.schedule) yield required(SPEC.field('schedule'));
  else yield* validateSchedule(spec, before, SPEC.field('schedule'));
  if (spec.startingDeadlineSeconds !== undefined)
    yield* nonNegative(spec.startingDeadlineSeconds, SPEC.field('startingDeadlineSeconds'));
  if (spec.timeZone !== undefined && spec.timeZone !== before?.timeZone)
    yield* validateTimeZone(spec.timeZone, SPEC.field('timeZone'));
  const policy = spec.concurrencyPolicy ?? '';
  if (policy === '') yield required(SPEC.field('concurrencyPolicy'));
  else if (!POLICIES.includes(policy)) yield notSupported(SPEC.field('concurrencyPolicy'), policy, POLICIES);
  yield* validateJobTemplate(spec.jobTemplate ?? {}, SPEC.field('jobTemplate'));
  for (const field of ['successfulJobsHistoryLimit', 'failedJobsHistoryLimit'] as const)
    if (spec[field] !== undefined) yield* nonNegative(spec[field], SPEC.field(field));
}

const POLICIES = ['Allow', 'Forbid', 'Replace'];

/** A zone belongs in its own field; who had one in the schedule before may keep it there. */
function* validateSchedule({ schedule, timeZone }: CronJobSpec, before: CronJobSpec | undefined, at: Path): Errors {
  const read = parseSchedule(schedule);
  if ('problem' in read) yield coded('cron-format', invalid(at, schedule, read.problem));
  if (!schedule.includes('TZ')) return;
  if (!before?.schedule.includes('TZ'))
    yield coded(
      'cron-format',
      invalid(at, schedule, 'cannot use TZ or CRON_TZ in schedule, use timeZone field instead'),
    );
  else if (timeZone !== undefined)
    yield invalid(at, schedule, 'cannot use both timeZone field and TZ or CRON_TZ in schedule');
}

const zonePart = /^[A-Za-z.\-_0-9+]{1,14}$/;

function* validateTimeZone(name: string, at: Path): Errors {
  if (name === '') {
    yield invalid(at, name, 'timeZone must be nil or non-empty string');
    return;
  }
  const unknown = `unknown time zone ${name}`;
  if (name.split('/').some((part) => part === '.' || part === '..' || part.startsWith('-') || !zonePart.test(part))) {
    yield invalid(at, name, unknown);
    return;
  }
  if (name.toLowerCase() === 'local')
    yield invalid(at, name, 'timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones');
  if (name !== 'Local' && !findTimeZone(name)) yield invalid(at, name, unknown);
}

function* validateJobTemplate({ spec }: JobTemplateSpec, at: Path): Errors {
  if (!spec) return;
  yield* validateJobSpec(spec, at.field('spec'));
  if (spec.selector)
    yield invalid(
      at.field('spec').field('selector'),
      shownSelector(spec.selector),
      '`selector` will be auto-generated',
    );
  if (spec.manualSelector) yield notSupported(at.field('spec').field('manualSelector'), true, ['nil', 'false']);
}
