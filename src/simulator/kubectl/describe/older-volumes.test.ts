import { expect, test } from 'vitest';
import { volumesText } from './volumes.ts';

test.each([
  [{ fc: { targetWWNs: ['a', 'b'], lun: 2 } }, 'TargetWWNs:\ta, b\n    LUN:\t2\n'],
  [{ cinder: { volumeID: 'v' } }, 'ReadOnly:\tfalse\n    SecretRef:\tnil\n'],
  [{ iscsi: { iqn: 'i', lun: 1, targetPortal: 't' } }, '    ISCSIInterface\t\n'],
  [
    { csi: { driver: 'd', volumeAttributes: { b: '2', a: '1' } } },
    '    VolumeAttributes:\t    a=1\n        \t    b=2\n',
  ],
])('a volume of an older kind or a driver tells its fields: %j', (source, lines) =>
  expect(volumesText([{ name: 'v', ...source }])).toContain(lines),
);
