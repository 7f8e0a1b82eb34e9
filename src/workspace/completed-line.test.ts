import { expect, test } from 'vitest';
import { completed } from './completed-line.ts';

const items = (...labels: string[]) => labels.map((label) => ({ label }));

test.each([
  [
    'the only item, ended',
    'kubectl get pods w',
    { from: 17, items: [{ label: 'web', insert: 'web ' }] },
    'kubectl get pods web ',
  ],
  ['what all begin with', 'get po', { from: 4, items: items('pods', 'podtemplates') }, 'get pod'],
  ['nothing more to add', 'get pod', { from: 4, items: items('pods', 'podtemplates') }, 'get pod'],
  ['no item', 'get x', { from: 4, items: [] }, 'get x'],
])('%s', (_, line, found, expected) => expect(completed(line, found)).toBe(expected));
