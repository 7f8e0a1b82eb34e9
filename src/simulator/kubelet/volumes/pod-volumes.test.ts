import { expect, test } from 'vitest';
import type { KubeObject, Pod, Volume, VolumeMount } from '../../api/schema/kinds.ts';
import { Clock } from '../../clock.ts';
import { History } from '../../history.ts';
import { createFileSystem } from '../../runtime/file-tree.ts';
import { directory, type FileSystem } from '../../runtime/filesystem.ts';
import { Store } from '../../store.ts';
import { hostFiles } from './host-path.ts';
import { PodVolumes } from './pod-volumes.ts';

const cause = { actor: 'test', reason: 'it is there' };
const configMap = (data: Record<string, string>): KubeObject =>
  ({ kind: 'ConfigMap', metadata: { name: 'settings', namespace: 'default' }, data }) as unknown as KubeObject;
const secret = (data: Record<string, string>): KubeObject =>
  ({ kind: 'Secret', metadata: { name: 'key', namespace: 'default' }, data }) as unknown as KubeObject;

function mounted(volume: Omit<Volume, 'name'>, mount: Partial<VolumeMount> = {}) {
  const clock = new Clock();
  const store = new Store(clock, new History());
  store.create(configMap({ MODE: 'x', LEVEL: '3' }), cause);
  store.create(secret({ raw: '/wDD' }), cause);
  const volumes = new PodVolumes(clock, store, hostFiles());
  const pod = {
    metadata: { name: 'p', namespace: 'default', labels: { app: 'web' } },
    spec: { containers: [], volumes: [{ name: 'v', ...volume }] },
  } as unknown as Pod;
  const facts = { pod, podIp: '', hostIp: '', nodeAllocatable: {} };
  const problems: string[] = [];
  const look = (): number | undefined => volumes.reconcile(facts, (_, problem) => problems.push(problem));
  const due = look();
  const files = createFileSystem(directory());
  volumes.mountInto(files, pod, { name: 'app', volumeMounts: [{ name: 'v', mountPath: '/v', ...mount }] }, new Map());
  return { clock, store, files, problems, due, look };
}
const read = (files: FileSystem, path: string): string | undefined => {
  const node = files.find(path);
  return node?.type === 'file' ? node.content : undefined;
};

test.each<[string, Omit<Volume, 'name'>, Record<string, string | undefined>]>([
  ['a ConfigMap', { configMap: { name: 'settings' } }, { MODE: 'x', LEVEL: '3' }],
  [
    'chosen keys under other names',
    { configMap: { name: 'settings', items: [{ key: 'MODE', path: 'etc/mode' }] } },
    { 'etc/mode': 'x', LEVEL: undefined },
  ],
  ['bytes of a Secret that are no text', { secret: { secretName: 'key' } }, { raw: '\xff\x00\xc3' }],
  ['an optional ConfigMap that is not there', { configMap: { name: 'no', optional: true } }, { MODE: undefined }],
  [
    'fields of the Pod',
    { downwardAPI: { items: [{ path: 'labels', fieldRef: { fieldPath: 'metadata.labels' } }] } },
    { labels: 'app="web"' },
  ],
  [
    'several sources',
    {
      projected: {
        sources: [
          { configMap: { name: 'settings' } },
          { downwardAPI: { items: [{ path: 'name', fieldRef: { fieldPath: 'metadata.name' } }] } },
        ],
      },
    },
    { MODE: 'x', name: 'p' },
  ],
])('%s as files', (_, volume, expected) => {
  const { files } = mounted(volume);
  for (const [path, content] of Object.entries(expected)) expect(read(files, `/v/${path}`)).toBe(content);
});

test('a changed ConfigMap changes the files at the next look, but not a subPath', () => {
  const whole = mounted({ configMap: { name: 'settings' } });
  const part = mounted({ configMap: { name: 'settings' } }, { mountPath: '/v/MODE', subPath: 'MODE' });
  for (const { store, look } of [whole, part]) {
    store.update(configMap({ MODE: 'y' }), cause);
    look();
  }
  expect([read(whole.files, '/v/MODE'), read(whole.files, '/v/LEVEL'), read(part.files, '/v/MODE')]).toEqual([
    'y',
    undefined,
    'x',
  ]);
});

test.each<[string, Omit<Volume, 'name'>, string]>([
  ['a ConfigMap that is not there', { configMap: { name: 'no' } }, 'configmap "no" not found'],
  [
    'a key that is not there',
    { configMap: { name: 'settings', items: [{ key: 'NO', path: 'x' }] } },
    'configmap references non-existent config key: NO',
  ],
  [
    'a hostPath of another type',
    { hostPath: { path: '/etc', type: 'File' } },
    'hostPath type check failed: /etc is not a file',
  ],
  [
    'a file to be made in no folder',
    { hostPath: { path: '/srv/shop/conf', type: 'FileOrCreate' } },
    'open /srv/shop/conf: no such file or directory',
  ],
])('%s is told, and tried again after half a second', (_, volume, problem) => {
  const { problems, due } = mounted(volume);
  expect([problems, due]).toEqual([[problem], 500]);
});

test('the wait between attempts doubles', () => {
  const { clock, look, due } = mounted({ secret: { secretName: 'no' } });
  const times: (number | undefined)[] = [due];
  for (let i = 0; i < 3; i++) {
    clock.runUntil(times.at(-1) ?? 0);
    times.push(look());
  }
  expect(times).toEqual([500, 1500, 3500, 7500]);
});
