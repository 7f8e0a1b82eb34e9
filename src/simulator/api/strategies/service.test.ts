import { expect, test } from 'vitest';
import { Clock } from '../../clock.ts';
import { History } from '../../history.ts';
import { Random } from '../../random.ts';
import { Store } from '../../store.ts';
import { FieldOwners } from '../apply/field-owners.ts';
import type { Service, ServiceSpec } from '../schema/kinds.ts';
import { serviceStrategy } from './service.ts';

function context(dryRun = false) {
  const clock = new Clock();
  return { clock, store: new Store(clock, new History()), random: new Random(1), owners: new FieldOwners(), dryRun };
}
const service = (spec: ServiceSpec): Service =>
  ({ kind: 'Service', metadata: { name: 'web' }, spec }) as unknown as Service;
const created = (spec: ServiceSpec, dryRun = false): Service =>
  serviceStrategy.prepareForCreate(service(spec), context(dryRun)) as Service;
const updated = (spec: ServiceSpec, before: Service): ServiceSpec =>
  (serviceStrategy.prepareForUpdate(service(spec), before, context(), undefined) as Service).spec;

test('a Service gets an address of 10.96.0.0/16', () => {
  expect(created({ type: 'ClusterIP', ports: [{ port: 80 }] }).spec).toMatchObject({
    clusterIP: expect.stringMatching(/^10\.96\.\d+\.\d+$/) as string,
    ipFamilies: ['IPv4'],
    ipFamilyPolicy: 'SingleStack',
  });
});

test('a headless one gets none', () =>
  expect(created({ type: 'ClusterIP', clusterIP: 'None' }).spec).toMatchObject({
    clusterIP: 'None',
    clusterIPs: ['None'],
  }));

test('a node port is between 30000 and 32767; a dry run shows one behind', () => {
  const port = (dryRun: boolean): number =>
    created({ type: 'NodePort', ports: [{ port: 80 }] }, dryRun).spec.ports?.[0]?.nodePort ?? 0;
  expect(port(false)).toBeGreaterThanOrEqual(30_000);
  expect(port(false)).toBeLessThanOrEqual(32_767);
  expect(port(true)).toBe(32_769);
});

test('an update that names no address keeps the one it has', () => {
  const before = created({ type: 'ClusterIP', ports: [{ port: 80 }] });
  expect(updated({ type: 'ClusterIP', ports: [{ port: 81 }] }, before).clusterIP).toBe(before.spec.clusterIP);
});

test('what a new type has no use for is given back', () => {
  const before = created({ type: 'NodePort', ports: [{ port: 80 }], externalTrafficPolicy: 'Cluster' });
  const after = updated({ ...before.spec, type: 'ExternalName', externalName: 'example.com' }, before);
  expect(after).toEqual({ type: 'ExternalName', externalName: 'example.com', ports: [{ port: 80 }] });
});
