import { expect, test } from 'vitest';
import type { Pod } from '../../src/simulator/index.ts';
import { bootBudget, handlerOf, slowness } from './probes.ts';

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
