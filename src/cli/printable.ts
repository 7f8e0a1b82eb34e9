/** Text of learners' files for a terminal: control characters, which could move its cursor or turn its text round, are written out. */
export const printable = (text: string): string =>
  text.replaceAll(/[[\p{Cc}\p{Bidi_Control}]--\n]/gv, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`);
