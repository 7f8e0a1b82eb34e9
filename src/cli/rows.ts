import { stringify } from 'csv-stringify/sync';
import { printable } from './printable.ts';

/** One hand-in's line: graded, or refused with the reason. */
export interface Row {
  readonly file: string;
  readonly exercise: string | null;
  readonly passed: boolean | null;
  /** What the learner's page said; null where the file does not say. */
  readonly claimed: boolean | null;
  readonly failed: readonly string[];
  /** Why there is no verdict. */
  readonly refused: string | null;
}

/** A table for a spreadsheet, which must not take a file's name for a formula. */
export const csv = (rows: readonly Row[]): string =>
  stringify(
    rows.map(({ failed, passed, claimed, ...row }) => ({
      ...row,
      passed: yesNo(passed),
      claimed: yesNo(claimed),
      failed: failed.join(' '),
    })),
    { header: true, columns: ['file', 'exercise', 'passed', 'claimed', 'failed', 'refused'], escape_formulas: true },
  );

const yesNo = (value: boolean | null): string => (value === null ? '' : value ? 'yes' : 'no');

/** How many passed, and by name which were refused or claim what is not so. */
export function summary(rows: readonly Row[]): string {
  const count = (of: (row: Row) => boolean): number => rows.filter(of).length;
  const refused = rows.filter((row) => row.refused !== null);
  return [
    `${rows.length} hand-ins: ${count((r) => r.passed === true)} passed, ${count((r) => r.passed === false)} failed, ${refused.length} refused`,
    ...rows
      .filter(({ passed, claimed }) => claimed !== null && passed !== null && claimed !== passed)
      .map(({ file, claimed }) => printable(`${file}: says ${claimed ? 'passed' : 'failed'}, which is not so`)),
    ...refused.map(({ file, refused: why }) => printable(`${file}: ${why}`)),
  ].join('\n');
}
