import { expect, test } from 'vitest';
import { optionOf } from './pod-truths.ts';

test.each([
  ['Init:0/1', 'init-0-1'],
  ['CrashLoopBackOff', 'crashloopbackoff'],
  ['Running', 'running'],
])('%s is the choice %s', (word, id) => expect(optionOf(word)).toBe(id));
