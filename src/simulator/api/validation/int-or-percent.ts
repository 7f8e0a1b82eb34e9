import { invalid, invalidFor, type Errors, type Path } from '../field-error.ts';
import { nonNegative } from './metadata.ts';
import { formComplaint, type Complaints } from './names.ts';

export type IntOrPercent = number | string;

const percentForm = formComplaint(
  "a valid percent string must be a numeric string followed by an ending '%'",
  '[0-9]+%',
  '1%',
  '93%',
);

/** @source kubernetes/kubernetes staging/src/k8s.io/apimachinery/pkg/util/validation/validation.go IsValidPercent */
const percent = (text: string): Complaints => (/^[0-9]+%$/.test(text) ? [] : [percentForm]);

/** A whole number ≥ 0 or a percentage. @source kubernetes/kubernetes pkg/apis/apps/validation/validation.go ValidatePositiveIntOrPercent */
export function* positiveIntOrPercent(value: IntOrPercent, at: Path): Errors {
  if (typeof value === 'string') yield* invalidFor(at, value, percent(value));
  else yield* nonNegative(value, at);
}

/** A whole number may be any. @source kubernetes/kubernetes pkg/apis/apps/validation/validation.go IsNotMoreThan100Percent */
export function* atMost100Percent(value: IntOrPercent, at: Path): Errors {
  if (typeof value === 'string' && percent(value).length === 0 && parseInt(value, 10) > 100)
    yield invalid(at, value, 'must not be greater than 100%');
}

/** The number before the % or the number itself; what is neither counts as 0. */
export function intOrPercentValue(value: IntOrPercent): number {
  if (typeof value === 'number') return value;
  if (percent(value).length === 0) return parseInt(value, 10);
  return /^[-+]?\d+$/.test(value) ? parseInt(value, 10) : 0;
}
