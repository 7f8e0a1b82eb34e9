/**
 * Replaces $(NAME) in a container's command, args and env: $$ is one $, an unknown name stays as it is.
 * @example expand('$(A) $$(A) $(B)', (n) => (n === 'A' ? '1' : undefined)) → "1 $(A) $(B)"
 * @source kubernetes/kubernetes third_party/forked/golang/expansion/expand.go Expand
 */
export function expand(text: string, known: (name: string) => string | undefined): string {
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const character = text.charAt(i);
    if (character !== '$' || i + 1 >= text.length) {
      out += character;
      continue;
    }
    const next = text.charAt(i + 1);
    if (next === '$') {
      out += '$';
      i++;
    } else if (next !== '(') {
      out += `$${next}`;
      i++;
    } else {
      const end = text.indexOf(')', i + 2);
      if (end < 0) {
        out += '$(';
        i++;
      } else {
        const name = text.slice(i + 2, end);
        out += known(name) ?? `$(${name})`;
        i = end;
      }
    }
  }
  return out;
}
