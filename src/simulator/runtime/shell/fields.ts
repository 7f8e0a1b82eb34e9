import { escapePattern } from './pattern.ts';

/** A word's result: its text, and the same as a pattern in which what was quoted is escaped. */
export interface Field {
  value: string;
  pattern: string;
}

/** Collects what a word expands to, splitting at IFS where that applies. @source POSIX 2.6.5 Field Splitting */
export class Fields {
  readonly done: Field[] = [];
  readonly #blanks: string;
  readonly #others: string;
  #current: Field | undefined;
  /** The last field ended at a blank: a delimiter that follows belongs to it. */
  #endedByBlank = false;

  /** @param ifs - the delimiters; '' splits nothing */
  constructor(ifs: string) {
    this.#blanks = [...ifs].filter((c) => c === ' ' || c === '\t' || c === '\n').join('');
    this.#others = [...ifs].filter((c) => !this.#blanks.includes(c)).join('');
  }

  /** Text that neither splits nor matches; even '' makes a field. */
  quoted(text: string): void {
    const field = this.#open();
    field.value += text;
    field.pattern += escapePattern(text);
  }

  /** Text of the script: it does not split, but wildcards in it match. */
  literal(text: string): void {
    if (text === '') return;
    const field = this.#open();
    field.value += text;
    field.pattern += text;
  }

  /** The result of an unquoted expansion. */
  split(text: string): void {
    if (this.#blanks === '' && this.#others === '') {
      this.literal(text);
      return;
    }
    for (const c of text) {
      if (this.#blanks.includes(c)) {
        if (this.#current) {
          this.#close();
          this.#endedByBlank = true;
        }
      } else if (this.#others.includes(c)) {
        if (!this.#current && !this.#endedByBlank) this.#open();
        this.#close();
        this.#endedByBlank = false;
      } else {
        const field = this.#open();
        field.value += c;
        field.pattern += c;
      }
    }
  }

  /** Ends the field, as between the words of "$@". */
  breakHere(): void {
    this.#close();
    this.#endedByBlank = false;
  }

  finish(): readonly Field[] {
    this.#close();
    return this.done;
  }

  #open(): Field {
    this.#endedByBlank = false;
    return (this.#current ??= { value: '', pattern: '' });
  }

  #close(): void {
    if (this.#current) this.done.push(this.#current);
    this.#current = undefined;
  }
}
