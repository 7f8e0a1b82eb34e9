/**
 * Names close to a mistyped one: at most two changed, added or dropped letters, a beginning, or a known synonym.
 * @param synonyms - words that mean a command: `list` means `get`
 * @source spf13/cobra command.go SuggestionsFor
 */
export function suggestionsFor(
  typed: string,
  names: readonly string[],
  synonyms: Readonly<Record<string, string>>,
): string[] {
  const lower = typed.toLowerCase();
  return names.filter((name) => distance(lower, name) <= 2 || name.startsWith(lower) || synonyms[lower] === name);
}

/** Levenshtein's; what is surely too far is not counted out. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return Infinity;
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substituted = (row[j - 1] ?? 0) + (a.charAt(i - 1) === b.charAt(j - 1) ? 0 : 1);
      next.push(Math.min(substituted, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? Infinity;
}
