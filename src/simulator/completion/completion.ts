/** What may stand at a place of a manifest, or at the end of a terminal's line. */
export interface Completion {
  /** Where the word that an item replaces begins, in characters from 0. */
  readonly from: number;
  readonly items: CompletionItem[];
  /** The field at that place, where the facts know it. */
  readonly field?: {
    /** spec.containers[].image */
    readonly path: string;
    readonly type: string;
    readonly required: boolean;
    readonly values?: string[];
  };
}

export interface CompletionItem {
  readonly label: string;
  /** Its type, or what it is. */
  readonly detail?: string;
  /** What is written; the label where nothing is said. */
  readonly insert?: string;
}
