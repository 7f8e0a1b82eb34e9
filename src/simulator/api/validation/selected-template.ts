import { matchesSelector } from '../../selector.ts';
import { allCoded, coded, forbidden, invalid, notSupported, required, type Errors, type Path } from '../field-error.ts';
import type { LabelSelector, PodTemplateSpec } from '../schema/kinds.ts';
import { immutableValue } from './immutable.ts';
import { validateLabelSelector } from './metadata.ts';
import { validatePodTemplateSpec } from './pod-template-spec.ts';
import { shownMap, shownSelector } from './shown.ts';

/** A selector must be there and say something. @param kind - as upstream's message names it, which is not always right */
export function* validateOwnSelector(selector: LabelSelector | null | undefined, at: Path, empty: string): Errors {
  if (!selector) {
    yield coded('selector-missing', required(at));
    return;
  }
  yield* validateLabelSelector(selector, at);
  if (isEmpty(selector)) yield invalid(at, shownSelector(selector), empty);
}

/**
 * What a controller makes by the template it must also find by its selector. Where the selector cannot be read, the
 * template is not looked at.
 * @param broken - what is said of a selector that cannot be read
 * @param looked - the rules of the template
 */
export function* validateSelectedTemplate(
  selector: LabelSelector | null | undefined,
  template: PodTemplateSpec | undefined,
  at: { readonly selector: Path; readonly template: Path },
  broken: string,
  looked: Errors,
): Errors {
  if (selector && !validateLabelSelector(selector, at.selector).next().done) {
    yield invalid(at.selector, shownSelector(selector), broken);
    return;
  }
  if (!selector || (!isEmpty(selector) && !matchesSelector(selector, template?.metadata?.labels)))
    yield mismatch(template, at.template);
  yield* looked;
}

export const mismatch = (template: PodTemplateSpec | undefined, at: Path): ReturnType<typeof invalid> =>
  coded(
    'selector-mismatch',
    invalid(
      at.field('metadata').field('labels'),
      shownMap(template?.metadata?.labels),
      '`selector` does not match template `labels`',
    ),
  );

export const isEmpty = ({ matchLabels, matchExpressions }: LabelSelector): boolean =>
  Object.keys(matchLabels ?? {}).length === 0 && !matchExpressions?.length;

/** Pods that are replaced when they end: always restarted, without a deadline. */
export function* validateKeptTemplate(template: PodTemplateSpec | undefined, at: Path, owner: string): Errors {
  const { restartPolicy, activeDeadlineSeconds } = template?.spec ?? {};
  if (restartPolicy !== 'Always')
    yield coded(
      'always-restarts',
      notSupported(at.field('spec').field('restartPolicy'), restartPolicy ?? '', ['Always']),
    );
  if (activeDeadlineSeconds !== undefined)
    yield forbidden(
      at.field('spec').field('activeDeadlineSeconds'),
      `activeDeadlineSeconds in ${owner} is not Supported`,
    );
}

/** @source kubernetes/kubernetes pkg/apis/apps/validation/validation.go ValidatePodTemplateSpecForReplicaSet */
export function* validateReplicatedTemplate(template: PodTemplateSpec | undefined, at: Path): Errors {
  yield* validatePodTemplateSpec(template ?? {}, at);
  yield* validateKeptTemplate(template, at, 'ReplicaSet');
}

export const immutableSelector = (
  value: LabelSelector | null | undefined,
  before: LabelSelector | null | undefined,
  at: Path,
): Errors =>
  allCoded(
    'selector-fixed',
    immutableValue(value, before, at, () => shownSelector(value) ?? null),
  );
