/** The parts of the ten areas of recordings (README in data/ says what they mean). */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json | undefined };
export interface Case {
  readonly id: string;
  readonly [field: string]: unknown;
}

export interface Area {
  /** Fields of a case that are the recorded answer: `answer` never sees them. */
  readonly answers: readonly string[];
  /** Asks the simulator the case's question; the answer has the recording's own form. */
  readonly answer: (question: Case) => Record<string, unknown>;
}
