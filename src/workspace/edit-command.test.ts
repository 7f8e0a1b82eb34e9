import { expect, test } from 'vitest';
import { getOf } from './edit-command.ts';

test.each([
  ['kubectl edit pod web', 'kubectl get pod web -o yaml'],
  ['k edit deploy/web -n shop', 'kubectl get deploy/web -n shop -o yaml'],
  ['edit pod web -o json', 'kubectl get pod web -o yaml'],
  ['kubectl get pod web', undefined],
  ['kubectl edit', undefined],
  ['kubectl edit --help', undefined],
  ['kubectl annotate pod web edit=yes', undefined],
])('%s', (line, get) => expect(getOf(line)).toBe(get));
