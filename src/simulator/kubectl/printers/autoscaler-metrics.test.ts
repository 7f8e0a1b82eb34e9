import { expect, test } from 'vitest';
import type { MetricSpec, MetricStatus } from '../../api/schema/kinds.ts';
import { metricText } from './autoscaler-metrics.ts';

const cpu = (target: Partial<NonNullable<MetricSpec['resource']>['target']>): MetricSpec => ({
  type: 'Resource',
  resource: { name: 'cpu', target: { type: 'Utilization', ...target } },
});
const used = (current: NonNullable<MetricStatus['resource']>['current']): MetricStatus => ({
  type: 'Resource',
  resource: { name: 'cpu', current },
});
const queue: MetricSpec = {
  type: 'External',
  external: { metric: { name: 'queue' }, target: { type: 'AverageValue', averageValue: '30' } },
};

test.each([
  [
    cpu({ averageUtilization: 80 }),
    used({ averageUtilization: 55, averageValue: '55m' }),
    'cpu: 55%/80%',
    '55% (55m) / 80%',
  ],
  [cpu({ averageUtilization: 80 }), undefined, 'cpu: <unknown>/80%', '<unknown> / 80%'],
  [cpu({ averageValue: '200m' }), used({ averageValue: '150m' }), 'cpu: 150m/200m', '150m / 200m'],
  [queue, undefined, '<unknown>/30 (avg)', '<unknown> / 30'],
])('a metric and what is used of it', (spec, status, short, amounts) =>
  expect(metricText(spec, status)).toMatchObject({ short, amounts }),
);
