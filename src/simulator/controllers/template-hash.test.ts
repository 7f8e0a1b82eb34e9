import { expect, test } from 'vitest';
import type { PodTemplateSpec } from '../api/schema/kinds.ts';
import { goJson, revisionData } from './controller-revisions.ts';
import { goDump } from './go-dump.ts';
import { fnv32a, revisionHash, templateHash } from './template-hash.ts';

const template = (image: string, more: object = {}): PodTemplateSpec => ({
  metadata: { labels: { app: 'web' } },
  spec: {
    containers: [
      {
        name: 'app',
        image,
        resources: {},
        terminationMessagePath: '/dev/termination-log',
        terminationMessagePolicy: 'File',
        imagePullPolicy: 'IfNotPresent',
      },
    ],
    restartPolicy: 'Always',
    terminationGracePeriodSeconds: 30,
    dnsPolicy: 'ClusterFirst',
    securityContext: {},
    schedulerName: 'default-scheduler',
    ...more,
  },
});

test.each([
  ['nginx:1.27', {}, '789dc4db69'],
  ['nginx:1.28', {}, '6b44bd644b'],
  ['nginx:1.27', { nodeSelector: { disk: 'ssd' } }, '557cdfb79'],
])('a DaemonSet with %s %j has the hash that a real cluster gave it', (image, more, hash) => {
  expect(templateHash(template(image, more), undefined)).toBe(hash);
});

test.each([
  ['nginx:1.27', '545854b8b4'],
  ['nginx:1.27.1', '7496c8765c'],
])("a StatefulSet's revision with %s has the hash that a real cluster gave it", (image, hash) => {
  expect(revisionHash(goJson(revisionData(template(image))), 0)).toBe(hash);
});

test('a collision changes the hash', () => {
  expect(templateHash(template('nginx:1.27'), 1)).not.toBe(templateHash(template('nginx:1.27'), undefined));
});

test.each([
  ['', 0x811c9dc5],
  ['a', 0xe40c292c],
  ['foobar', 0xbf9cf968],
])('FNV-1a of %j', (text, hash) => expect(fnv32a(text)).toBe(hash));

test.each([
  [
    '100m',
    '{i:(resource.int64Amount){value:(int64)100 scale:(resource.Scale)-3} d:(resource.infDecAmount){Dec:(*inf.Dec)<nil>} s:(string)100m Format:(resource.Format)DecimalSI}',
  ],
  [
    '64Mi',
    '{i:(resource.int64Amount){value:(int64)67108864 scale:(resource.Scale)0} d:(resource.infDecAmount){Dec:(*inf.Dec)<nil>} s:(string) Format:(resource.Format)BinarySI}',
  ],
  [
    '1Gi',
    '{i:(resource.int64Amount){value:(int64)1073741824 scale:(resource.Scale)0} d:(resource.infDecAmount){Dec:(*inf.Dec)<nil>} s:(string)1Gi Format:(resource.Format)BinarySI}',
  ],
])('the quantity %s is printed as Go prints it', (text, dump) =>
  expect(goDump(text, 'resource.Quantity', 'bare')).toBe(dump),
);
