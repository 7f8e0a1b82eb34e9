import { expect, test } from 'vitest';
import type { Pod } from '../../src/simulator/index.ts';
import { bootBudget } from './probes.ts';

const podWith = (probes: object): Pod => ({ spec: { containers: [{ name: 'a', ...probes }] } }) as unknown as Pod;

test.each([
  ['startup before liveness', { startupProbe: { periodSeconds: 5, failureThreshold: 20 }, livenessProbe: {} }, 100],
  ['liveness with its delay', { livenessProbe: { initialDelaySeconds: 15, periodSeconds: 5 } }, 30],
  ['defaults', { livenessProbe: {} }, 30],
  ['no probe never kills', {}, Infinity],
])('%s', (_, probes, seconds) => expect(bootBudget(podWith(probes))).toBe(seconds));
