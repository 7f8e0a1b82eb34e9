import { expect, test } from 'vitest';
import { isEndless } from './endless.ts';

test.each([
  ['kubectl get pods -w', true],
  ['k get pods --watch', true],
  ['get pods -Aw', true],
  ['kubectl get pods --watch=false', false],
  ['kubectl get pods -o wide', false],
  ['kubectl logs web -f', true],
  ['kubectl logs --follow web -c app', true],
  ['kubectl logs web', false],
  ['watch kubectl get pods', true],
  ['watch -n 5 kubectl get pods', true],
  ['watch', false],
  ['kubectl apply -f -', false],
  ['kubectl exec web -- logs -f', false],
  ["kubectl get pods -l 'x", false],
])('%s: %s', (line, endless) => expect(isEndless(line)).toBe(endless));
