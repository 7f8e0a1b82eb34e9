import { goQuote } from '../../go-quote.ts';
import { invalid, required, tooLong, tooMany, type Errors, type Path } from '../field-error.ts';
import type { JobSpec, SuccessPolicy, SuccessPolicyRule } from '../schema/kinds.ts';
import { nonNegative } from './metadata.ts';

const MOST_RULES = 20;
const MOST_BYTES = 64 * 1024;

/** @source kubernetes/kubernetes pkg/apis/batch/validation/validation.go validateSuccessPolicy */
export function* validateSuccessPolicy(spec: JobSpec, at: Path): Errors {
  const rules = spec.successPolicy?.rules ?? [];
  if (rules.length === 0)
    yield required(at.field('rules'), 'at least one rules must be specified when the successPolicy is specified');
  if (rules.length > MOST_RULES) yield tooMany(at.field('rules'), rules.length, MOST_RULES);
  for (const [i, rule] of rules.entries()) yield* validateRule(rule, spec.completions ?? 0, at.field('rules').index(i));
}

function* validateRule({ succeededCount, succeededIndexes }: SuccessPolicyRule, completions: number, at: Path): Errors {
  if (succeededCount === undefined && succeededIndexes === undefined)
    yield required(at, 'at least one of succeededCount or succeededIndexes must be specified');
  let total = 0;
  if (succeededIndexes !== undefined) {
    if (succeededIndexes.length > MOST_BYTES) yield tooLong(at.field('succeededIndexes'), MOST_BYTES);
    const counted = countIndexes(succeededIndexes, completions);
    if (typeof counted === 'number') total = counted;
    else
      yield invalid(
        at.field('succeededIndexes'),
        succeededIndexes,
        `error parsing succeededIndexes: ${counted.problem}`,
      );
  }
  if (succeededCount === undefined) return;
  yield* nonNegative(succeededCount, at.field('succeededCount'));
  const most = (limit: number, what: string): ReturnType<typeof invalid> =>
    invalid(
      at.field('succeededCount'),
      succeededCount,
      `must be less than or equal to ${limit} (the number of ${what})`,
    );
  if (succeededCount > completions) yield most(completions, 'specified completions');
  if (succeededIndexes !== undefined && succeededCount > total)
    yield most(total, 'indexes in the specified succeededIndexes field');
}

/**
 * How many indexes a list such as "1,3-5" names; they rise, and stay below the number of completions.
 * @source …/validation.go validateIndexesFormat, parseIndexInterval
 */
export function countIndexes(text: string, completions: number): number | { readonly problem: string } {
  if (text === '') return 0;
  let last: number | undefined;
  let total = 0;
  for (const part of text.split(',')) {
    const limits = part.split('-');
    if (limits.length > 2)
      return {
        problem: `the fragment ${goQuote(part)} violates the requirement that an index interval can have at most two parts separated by '-'`,
      };
    const numbers: number[] = [];
    for (const limit of limits) {
      if (!/^\+?\d+$/.test(limit)) return { problem: `cannot convert string to integer for index: ${goQuote(limit)}` };
      if (Number(limit) >= completions) return { problem: `too large index: ${goQuote(limit)}` };
      numbers.push(Number(limit));
    }
    const [x = 0, y] = numbers;
    const previous = y !== undefined && x >= y ? x : undefined;
    if (previous !== undefined) return { problem: `non-increasing order, previous: ${x}, current: ${y}` };
    if (last !== undefined && last >= x) return { problem: `non-increasing order, previous: ${last}, current: ${x}` };
    last = y ?? x;
    total += last - x + 1;
  }
  return total;
}

/** As the internal Go type prints. */
export const shownSuccessPolicy = (policy: SuccessPolicy | undefined): unknown =>
  policy
    ? {
        Rules:
          policy.rules?.map(({ succeededIndexes, succeededCount }) => ({
            SucceededIndexes: succeededIndexes ?? null,
            SucceededCount: succeededCount ?? null,
          })) ?? null,
      }
    : null;
