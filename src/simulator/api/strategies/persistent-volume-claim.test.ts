import { expect, test } from 'vitest';
import { Cluster } from '../../cluster.ts';
import type { JsonObject } from '../json.ts';
import type { PersistentVolumeClaim } from '../schema/kinds.ts';

const group = 'snapshot.storage.k8s.io';
const snapshot = { apiGroup: group, kind: 'VolumeSnapshot', name: 'a' };
const claim = { apiGroup: null, kind: 'PersistentVolumeClaim', name: 'a' };

const sources = (spec: JsonObject): unknown => {
  const cluster = new Cluster();
  const rest = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
  const object = {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'c' },
    spec: { ...rest, ...spec },
  };
  const said = cluster.kubectl('kubectl create -f -', JSON.stringify(object));
  const made = cluster.store.get('PersistentVolumeClaim', 'default', 'c') as PersistentVolumeClaim | undefined;
  return made ? [made.spec.dataSource, made.spec.dataSourceRef] : said.stderr;
};

test.each<[string, JsonObject, unknown]>([
  ['an old source is the new one too', { dataSource: { kind: 'PersistentVolumeClaim', name: 'a' } }, [claim, claim]],
  ['a new source is the old one too', { dataSourceRef: snapshot }, [snapshot, snapshot]],
  ['an old source of another kind was never there', { dataSource: { kind: 'Pod', name: 'a' } }, [undefined, undefined]],
  ['nor is a source of another namespace', { dataSourceRef: { ...snapshot, namespace: 'b' } }, [undefined, undefined]],
  [
    'two that differ are refused',
    { dataSource: claim, dataSourceRef: snapshot },
    'The PersistentVolumeClaim "c" is invalid: spec: Invalid value: {}: must match dataSourceRef\n',
  ],
])('%s', (_, spec, expected) => expect(sources(spec)).toEqual(expected));
