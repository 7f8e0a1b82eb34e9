import type { Problem, VariantResult } from '../../src/sandbox/protocol.ts';
import type { HistoryEntry } from '../../src/simulator/index.ts';
import { causesOf } from './causes.ts';
import { tellable, type Finding } from './facts.ts';
import type { Check, ClusterGrader, Run } from './grader.ts';
import { drawn, picturedAt, type Prepared } from './run.ts';

/** One variant, run to its end. */
export interface Tried {
  readonly variant: string;
  /** Whether it is the shown cluster. */
  readonly isShown: boolean;
  readonly run: Run;
  readonly prepared: Prepared;
  /** Undefined where nothing kept the other checks from being looked at. */
  readonly refused: Finding | undefined;
  readonly problems: readonly Problem[];
}

/** What a variant's run says of each check, and its picture. A manifest's first check is whether it applies. */
export function resultOf(grader: ClusterGrader, checks: Readonly<Record<string, Check>>, tried: Tried): VariantResult {
  const { variant, prepared, run, refused, problems } = tried;
  const looked = Object.entries(checks).map(([id, check]) => checked(grader, id, check, tried));
  const applies = found(grader, 'applies', refused ?? APPLIED, tried, tried.isShown);
  return {
    variant,
    refused: refused !== undefined,
    checks: grader.type === 'manifest' ? [applies, ...looked] : looked,
    problems: [...problems],
    picture: drawn(grader, prepared, prepared.zero + run.handedIn * 1000),
  };
}

/** Of a variant that was not tried any more. */
export function unreached(
  grader: ClusterGrader,
  checks: Readonly<Record<string, Check>>,
  variant: string,
): VariantResult {
  const ids = grader.type === 'manifest' ? ['applies', ...Object.keys(checks)] : Object.keys(checks);
  return {
    variant,
    refused: false,
    checks: ids.map((id) => (looksAt(checks[id], variant) ? { id, state: 'not-reached' } : { id })),
    problems: [],
  };
}

const looksAt = (check: Check | undefined, variant: string): boolean =>
  typeof check !== 'object' || check.on.includes(variant);

const APPLIED: Finding = { holds: true, facts: {} };

function checked(grader: ClusterGrader, id: string, check: Check, tried: Tried): VariantResult['checks'][number] {
  if (!looksAt(check, tried.variant)) return { id };
  if (tried.refused) return { id, state: 'not-reached' };
  const test = typeof check === 'function' ? check : check.test;
  const first = Object.keys(grader.variants).find((variant) => looksAt(check, variant));
  return found(grader, id, test(tried.run), tried, tried.variant === first);
}

/** @param isFirst - whether no variant before it is looked at: then it is told of also where it passed */
function found(
  grader: ClusterGrader,
  id: string,
  { holds, facts, at, entry, fields }: Finding,
  { variant, run, prepared }: Tried,
  isFirst: boolean,
): VariantResult['checks'][number] {
  if (holds && !isFirst) return { id, state: 'passed' };
  const { entries } = run.cluster.history;
  const cause = causesOf(entries, entry);
  const pod = entry === undefined ? undefined : podOf(entries[entry]);
  return {
    id,
    state: holds ? 'passed' : 'failed',
    facts: tellable(facts),
    ...(at === undefined
      ? {}
      : { moment: { variant, at: picturedAt(grader, prepared, at), ...(pod === undefined ? {} : { pod }) } }),
    ...(cause.length ? { cause } : {}),
    ...(!holds && fields?.length ? { fields: [...fields] } : {}),
  };
}

/** "namespace/name" of the Pod that an entry is about. */
function podOf(entry: HistoryEntry | undefined): string | undefined {
  if (entry?.type === 'write') return entry.kind === 'Pod' ? entry.key : undefined;
  return entry && 'pod' in entry ? entry.pod : undefined;
}
