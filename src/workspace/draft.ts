/** What a learner has done in one exercise: what a reload brings back. */
export interface TypedLine {
  /** Virtual second at which it was typed. */
  readonly at: number;
  readonly command: string;
  readonly stdin?: string;
  /** After how many virtual seconds Ctrl-C ended a line that would have gone on. */
  readonly seconds?: number;
}

/** What the learner wrote: the part that a reset takes away and its undoing brings back. */
export interface Work {
  /** manifest: the YAML. */
  readonly yaml?: string;
  /** predict, quiz, diagnose: question id → what is typed or chosen. */
  readonly answers?: Readonly<Record<string, string>>;
  /** diagnose: the terminal's lines. */
  readonly lines?: readonly TypedLine[];
}

export interface Draft extends Work {
  /** What was there before the last reset, or before another's work was opened. */
  readonly before?: Work;
  readonly submissions: number;
  readonly hints: number;
  readonly passed: boolean;
}

export const noDraft: Draft = { submissions: 0, hints: 0, passed: false };

/** Where drafts are kept. `write` says whether it could. */
export interface DraftStore {
  read(exercise: string): Draft | undefined;
  write(exercise: string, draft: Draft): boolean;
  /** Hears of what another tab writes. @returns how to stop */
  watch?(exercise: string, heard: (draft: Draft) => void): () => void;
}

/** @returns true where both hold the same YAML, answers and lines */
export const isSameWork = (a: Work, b: Work): boolean =>
  a.yaml === b.yaml &&
  JSON.stringify(a.lines ?? []) === JSON.stringify(b.lines ?? []) &&
  JSON.stringify(sorted(a.answers)) === JSON.stringify(sorted(b.answers));

const sorted = (answers: Work['answers'] = {}): readonly (readonly [string, string])[] =>
  Object.entries(answers)
    .filter(([, value]) => value.trim() !== '')
    .sort(([a], [b]) => (a < b ? -1 : 1));
