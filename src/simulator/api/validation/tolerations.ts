import { coded, invalid, notSupported, type Errors, type Path } from '../field-error.ts';
import type { Toleration } from '../schema/kinds.ts';
import { validateLabelName } from './metadata.ts';
import { labelValue } from './names.ts';

const TAINT_EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** Gt and Lt are named, but refused: they are an alpha feature. @source kubernetes/kubernetes pkg/apis/core/validation/validation.go ValidateTolerations */
const OPERATORS = ['Equal', 'Exists'];
const GATED = ['Lt', 'Gt'];

export function* validateTolerations(tolerations: readonly Toleration[], at: Path): Errors {
  for (const [i, toleration] of tolerations.entries()) {
    const { key = '', operator = '', value = '', effect = '', tolerationSeconds } = toleration;
    const here = at.index(i);
    if (key) yield* validateLabelName(key, here.field('key'));
    if (!key && operator !== 'Exists')
      yield invalid(
        here.field('operator'),
        operator,
        'operator must be Exists when `key` is empty, which means "match all values and all keys"',
      );
    if (tolerationSeconds !== undefined && effect !== 'NoExecute')
      yield coded(
        'toleration-seconds',
        invalid(here.field('effect'), effect, "effect must be 'NoExecute' when `tolerationSeconds` is set"),
      );
    if (operator === '' || operator === 'Equal') {
      const complaints = labelValue(value);
      if (complaints.length > 0) yield invalid(here.field('operator'), value, complaints.join(';'));
    } else if (operator !== 'Exists')
      yield notSupported(
        here.field('operator'),
        operator,
        GATED.includes(operator) ? [...OPERATORS, ...GATED] : OPERATORS,
      );
    else if (value)
      yield coded(
        'toleration-exists-value',
        invalid(here.field('operator'), value, "value must be empty when `operator` is 'Exists'"),
      );
    if (effect && !TAINT_EFFECTS.includes(effect)) yield notSupported(here.field('effect'), effect, TAINT_EFFECTS);
  }
}
