/** A terminal's text: a line to run, with what `<<EOF … EOF` feeds it, or one whose text has not ended. */
export type TypedText =
  | { readonly kind: 'line'; readonly command: string; readonly stdin?: string }
  | { readonly kind: 'open'; readonly end: string };

/**
 * Both ways to hand a text to kubectl are read: behind the command, and through `cat`, as in `cat <<EOF | kubectl apply -f -`.
 * @example heredoc('kubectl apply -f - <<EOF\nkind: Pod\nEOF') → { kind: 'line', command: 'kubectl apply -f -', stdin: 'kind: Pod\n' }
 */
export function heredoc(text: string): TypedText {
  const [typed = '', ...rest] = text.split('\n');
  const piped = /^\s*cat\s*(<<\s*['"]?\w+['"]?)\s*\|\s*(k(?:ubectl)?\s.*)$/.exec(typed);
  const first = piped ? `${piped[2]} ${piped[1]}` : typed;
  const m = /^(.*?)\s*<<\s*['"]?(\w+)['"]?\s*$/.exec(first);
  if (!m) return { kind: 'line', command: text.replaceAll(/\s*\n\s*/g, ' ').trim() };
  const [, command = '', end = ''] = m;
  const at = rest.indexOf(end);
  return at < 0
    ? { kind: 'open', end }
    : {
        kind: 'line',
        command: command.trim(),
        stdin: rest
          .slice(0, at)
          .map((line) => `${line}\n`)
          .join(''),
      };
}
