/** A line as the terminal's shell takes it apart, or what it cannot be. */
export type Words =
  { readonly ok: true; readonly words: readonly string[] } | { readonly ok: false; readonly problem: string };

/**
 * Splits a line into words: single and double quotes, backslashes, comments. The rest of a shell (pipes, redirections,
 * variables) is not here, and is said not to be rather than passed on to kubectl.
 * @example shellWords(`get pods -o jsonpath='{.items}'`) → ['get', 'pods', '-o', 'jsonpath={.items}']
 */
export function shellWords(line: string): Words {
  const words: string[] = [];
  let word: string | undefined;
  for (let i = 0; i < line.length; i++) {
    const c = line.charAt(i);
    if (c === "'") {
      const end = line.indexOf("'", i + 1);
      if (end < 0) return { ok: false, problem: "unexpected end of line: a ' is not closed" };
      word = (word ?? '') + line.slice(i + 1, end);
      i = end;
    } else if (c === '"') {
      const quoted = doubleQuoted(line, i + 1);
      if (!quoted) return { ok: false, problem: 'unexpected end of line: a " is not closed' };
      word = (word ?? '') + quoted.text;
      i = quoted.end;
    } else if (c === '\\') {
      i++;
      if (line.charAt(i) !== '\n') word = (word ?? '') + line.charAt(i);
    } else if (c === ' ' || c === '\t' || c === '\n') {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (c === '#' && word === undefined) {
      const end = line.indexOf('\n', i);
      if (end < 0) break;
      i = end;
    } else if (c === '>') {
      return { ok: false, problem: 'this terminal keeps no files: try kubectl edit, or kubectl apply -f - <<EOF' };
    } else if ('|&;<`'.includes(c)) {
      return { ok: false, problem: `this terminal runs kubectl alone: ${c} is not simulated (quote it to pass it on)` };
    } else word = (word ?? '') + c;
  }
  if (word !== undefined) words.push(word);
  return { ok: true, words };
}

/** Inside double quotes a backslash quotes only what would be special there. */
function doubleQuoted(line: string, from: number): { readonly text: string; readonly end: number } | undefined {
  let text = '';
  for (let i = from; i < line.length; i++) {
    const c = line.charAt(i);
    if (c === '"') return { text, end: i };
    const next = line.charAt(i + 1);
    if (c === '\\' && next !== '' && '"\\$`\n'.includes(next)) {
      if (next !== '\n') text += next;
      i++;
    } else text += c;
  }
  return undefined;
}
