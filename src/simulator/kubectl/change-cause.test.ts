import { expect, test } from 'vitest';
import { withCause } from './change-cause.ts';

test('a cause is the words of a line, then its flags', () => {
  const line = {
    command: ['set', 'image'],
    args: ['deploy/web', 'app=nginx:1.30'],
    flags: new Map([
      ['namespace', ['shop']],
      ['record', ['true']],
    ]),
    afterDashes: undefined,
  };
  expect(withCause({ metadata: { annotations: { a: 'b' } } }, line)).toEqual({
    metadata: {
      annotations: {
        a: 'b',
        'kubernetes.io/change-cause': 'kubectl set image deploy/web app=nginx:1.30 --namespace=shop --record=true',
      },
    },
  });
});
