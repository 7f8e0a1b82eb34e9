/** A recorded case beside what the simulator answers: written by scripts/recorded-cases.ts, read by the truth page. */
export interface ComparedCase {
  readonly id: string;
  readonly question: Readonly<Record<string, unknown>>;
  readonly answers: readonly { readonly field: string; readonly recorded?: unknown; readonly simulated?: unknown }[];
  /** How it differs, in words, by the rules of tests/conformance/data/README.md; nothing where both say the same. */
  readonly differing: readonly string[];
}

export interface CaseIndex {
  /** Id, how many of its parts differ, and the number of its file. */
  readonly cases: readonly (readonly [id: string, differing: number, file: number])[];
}
