/** What a learner has done in one exercise: what a reload brings back. */
export interface TypedLine {
  /** Virtual second at which it was typed. */
  readonly at: number;
  readonly command: string;
  readonly stdin?: string;
}

export interface Draft {
  /** manifest: the YAML. */
  readonly yaml?: string;
  /** predict, quiz, diagnose: question id → what is typed or chosen. */
  readonly answers?: Readonly<Record<string, string>>;
  /** diagnose: the terminal's lines. */
  readonly lines?: readonly TypedLine[];
  readonly submissions: number;
  readonly hints: number;
  readonly passed: boolean;
}

export const noDraft: Draft = { submissions: 0, hints: 0, passed: false };

/** Where drafts are kept. `write` says whether it could. */
export interface DraftStore {
  read(exercise: string): Draft | undefined;
  write(exercise: string, draft: Draft): boolean;
}
