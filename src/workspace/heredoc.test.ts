import { expect, test } from 'vitest';
import { heredoc } from './heredoc.ts';

test.each([
  ['a plain line', ' kubectl get pods ', { kind: 'line', command: 'kubectl get pods' }],
  ['nothing', '', { kind: 'line', command: '' }],
  [
    'a text that has ended',
    "kubectl apply -f - <<'EOF'\nkind: Pod\n\nEOF\n",
    { kind: 'line', command: 'kubectl apply -f -', stdin: 'kind: Pod\n\n' },
  ],
  [
    'a text through cat',
    'cat <<EOF | kubectl apply -f -\nkind: Pod\nEOF',
    { kind: 'line', command: 'kubectl apply -f -', stdin: 'kind: Pod\n' },
  ],
  ['a text through cat that has not ended', "cat << 'END' | k apply -f -\nkind: Pod", { kind: 'open', end: 'END' }],
  ['a text that has not', 'kubectl apply -f - <<EOF\nkind: Pod', { kind: 'open', end: 'EOF' }],
])('%s', (_, text, expected) => expect(heredoc(text)).toEqual(expected));
