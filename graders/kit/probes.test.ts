import { expect, test } from 'vitest';
import type { Pod } from '../../src/simulator/index.ts';
import type { Run } from './grader.ts';
import { pod } from './history-view.ts';
import { bootBudget, handlerOf, lastFailure, lastFailureOf, slowness } from './probes.ts';

const podWith = (probes: object): Pod => ({ spec: { containers: [{ name: 'a', ...probes }] } }) as unknown as Pod;

test.each([
  ['startup before liveness', { startupProbe: { periodSeconds: 5, failureThreshold: 20 }, livenessProbe: {} }, 100],
  ['liveness with its delay', { livenessProbe: { initialDelaySeconds: 15, periodSeconds: 5 } }, 30],
  ['defaults', { livenessProbe: {} }, 30],
  ['no probe never kills', {}, Infinity],
])('%s', (_, probes, seconds) => expect(bootBudget(podWith(probes))).toBe(seconds));

test.each([
  ['an answer is waited for longer than a period', { timeoutSeconds: 40, periodSeconds: 5 }, 'timeout'],
  ['the default timeout is short', { periodSeconds: 60 }, 'count'],
  ['no probe', undefined, 'count'],
])('%s', (_, probe, slow) => expect(slowness(probe)).toEqual({ slow }));

test.each([
  [{ httpGet: { port: 80 } }, 'httpGet'],
  [{ exec: { command: ['true'] } }, 'exec'],
  [undefined, '–'],
])('a probe is known by its handler: %j', (probe, handler) => expect(handlerOf(probe)).toBe(handler));

const run = {
  cluster: {
    history: {
      entries: [
        { type: 'probe', pod: 'default/web-1-a', probe: 'liveness', result: 'failure', output: 'first\nand more' },
        { type: 'probe', pod: 'default/web-1-b', probe: 'readiness', result: 'unknown', output: ' no such port ' },
        { type: 'probe', pod: 'default/web-1-b', probe: 'liveness', result: 'success', output: 'ok' },
        { type: 'probe', pod: 'default/other', probe: 'liveness', result: 'failure', output: 'not of web' },
      ],
    },
  },
} as unknown as Run;

test('the last probe that did not succeed tells its first line', () => {
  expect(lastFailure(run, pod('web-1-a'))).toEqual({ output: 'first', probe: 'liveness' });
  expect(lastFailure(run, pod('web-1-b'), 'liveness')).toEqual({ output: '–', probe: '–' });
});

test('a Deployment is asked through all of its Pods', () => {
  expect(lastFailureOf(run, 'web', 'liveness')).toEqual({ output: 'first', probe: 'liveness' });
  expect(lastFailureOf(run, 'web', 'readiness')).toEqual({ output: 'no such port', probe: 'readiness' });
  expect(lastFailureOf(run, 'web', 'startup')).toEqual({ output: '–', probe: '–' });
});
