import { expect, test } from 'vitest';
import type { Container, PodSpec } from '../api/schema/kinds.ts';
import { qosClass } from './qos.ts';

const both = { cpu: '1', memory: '1Gi' };
const guaranteed = { requests: both, limits: both };
const container = (resources: Container['resources']): Container => ({ name: 'c', resources });

test.each<[string, Partial<PodSpec>, string]>([
  ['nothing asked for', { containers: [container({})] }, 'BestEffort'],
  ['zeros asked for', { containers: [container({ requests: { cpu: '0' }, limits: { memory: '0' } })] }, 'BestEffort'],
  ['only storage asked for', { containers: [container({ requests: { 'ephemeral-storage': '1Gi' } })] }, 'BestEffort'],
  [
    'every container limited to what it asks for',
    { containers: [container(guaranteed), container(guaranteed)] },
    'Guaranteed',
  ],
  [
    'the same amount in other units',
    { containers: [container({ requests: { cpu: '1000m', memory: '1024Mi' }, limits: both })] },
    'Guaranteed',
  ],
  ['one container without limits', { containers: [container(guaranteed), container({})] }, 'Burstable'],
  [
    'an init container without limits',
    { containers: [container(guaranteed)], initContainers: [container({})] },
    'Burstable',
  ],
  [
    'only an init container asks',
    { containers: [container({})], initContainers: [container(guaranteed)] },
    'Burstable',
  ],
  ['only CPU limited', { containers: [container({ requests: { cpu: '1' }, limits: { cpu: '1' } })] }, 'Burstable'],
  [
    'less asked for than allowed',
    { containers: [container({ requests: { cpu: '1', memory: '1Mi' }, limits: both })] },
    'Burstable',
  ],
  [
    'the pod as a whole limited to what it asks for',
    { containers: [container({})], resources: guaranteed },
    'Guaranteed',
  ],
  [
    'the pod as a whole asks for more than its containers',
    { containers: [container(guaranteed)], resources: { requests: { cpu: '2' } } },
    'Burstable',
  ],
])('%s', (_, spec, expected) => expect(qosClass({ containers: [], ...spec })).toBe(expected));
