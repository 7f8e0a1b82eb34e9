import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../api/json.ts';
import type { DeleteOptions } from '../api/server.ts';
import type { KubeObject, OwnerReference } from '../api/schema/kinds.ts';
import { Cluster } from '../cluster.ts';
import { decide, type Decision, type Owners } from './garbage-collector.ts';

const cause = { actor: 'test', reason: 'the test has it' };
const owner = (uid: string): OwnerReference => ({ apiVersion: 'v1', kind: 'ConfigMap', name: uid, uid });
const object = (metadata: object = {}): KubeObject => ({ kind: 'ConfigMap', metadata }) as unknown as KubeObject;
const owners = (rest: Partial<Owners>): Owners => ({ solid: [], dangling: [], waiting: [], ...rest });
const [a, b, c] = [owner('a'), owner('b'), owner('c')];

describe('what becomes of an object', () => {
  test.each<[string, KubeObject, Owners, boolean, Decision]>([
    ['nobody owns it', object(), owners({}), false, { do: 'nothing' }],
    ['its owner is there', object(), owners({ solid: [a] }), false, { do: 'nothing' }],
    ['its owner is gone', object(), owners({ dangling: [a] }), false, { do: 'delete', propagation: 'Background' }],
    ['it is going already', object({ deletionTimestamp: 'T' }), owners({ dangling: [a] }), false, { do: 'nothing' }],
    [
      'one of its owners is left',
      object(),
      owners({ solid: [a], dangling: [b], waiting: [c] }),
      false,
      { do: 'drop-references', references: [b, c] },
    ],
    ['its owner waits for it', object(), owners({ waiting: [a] }), false, { do: 'delete', propagation: 'Background' }],
    [
      'its owner waits for it and what it owns',
      object(),
      owners({ waiting: [a] }),
      true,
      { do: 'delete', propagation: 'Foreground' },
    ],
    [
      'it asks to leave what it owns',
      object({ finalizers: ['orphan'] }),
      owners({ dangling: [a] }),
      true,
      { do: 'delete', propagation: 'Orphan' },
    ],
    [
      'it asks to wait for what it owns',
      object({ finalizers: ['foregroundDeletion'] }),
      owners({ dangling: [a] }),
      true,
      { do: 'delete', propagation: 'Foreground' },
    ],
  ])('%s', (_, given, of, hasDependents, expected) => expect(decide(given, of, hasDependents)).toEqual(expected));
});

/** "grandparent" owns "parent", which owns "child"; each a ConfigMap. */
function family(blockOwnerDeletion = true): Cluster {
  const cluster = new Cluster({ run: { scheduler: false, kubelets: false } });
  let above: KubeObject | undefined;
  for (const name of ['grandparent', 'parent', 'child']) {
    const reference = above && { ...owner(above.metadata.name), uid: above.metadata.uid ?? '', blockOwnerDeletion };
    const metadata = { name, ...(reference ? { ownerReferences: [reference] } : {}) } as unknown as JsonObject;
    const answer = cluster.api.create({ apiVersion: 'v1', kind: 'ConfigMap', metadata }, 'default', { cause });
    if (!answer.ok) throw new Error(answer.error.message);
    above = answer.object;
  }
  cluster.runUntil(1000);
  return cluster;
}
const left = ({ store }: Cluster): string[] =>
  store.list('ConfigMap', 'default').flatMap(({ metadata: { name } }) => (name === 'kube-root-ca.crt' ? [] : [name]));
function remove(cluster: Cluster, name: string, propagation: NonNullable<DeleteOptions['propagation']>): void {
  cluster.api.delete({ kind: 'ConfigMap', namespace: 'default', name }, { propagation }, { cause });
}
const goneIn = ({ history }: Cluster): string[] =>
  history.entries.flatMap((entry) =>
    entry.type === 'write' && entry.kind === 'ConfigMap' && !entry.after ? [entry.key.replace('default/', '')] : [],
  );

describe('deleting an owner', () => {
  test('in the background: it goes, then what it owned', () => {
    const cluster = family();
    remove(cluster, 'grandparent', 'Background');
    cluster.runUntil(3000);
    expect([left(cluster), goneIn(cluster)]).toEqual([[], ['grandparent', 'parent', 'child']]);
  });

  test('in the foreground: what it owns goes first', () => {
    const cluster = family();
    remove(cluster, 'grandparent', 'Foreground');
    expect(cluster.store.get('ConfigMap', 'default', 'grandparent')?.metadata.finalizers).toEqual([
      'foregroundDeletion',
    ]);
    cluster.runUntil(3000);
    expect([left(cluster), goneIn(cluster)]).toEqual([[], ['child', 'parent', 'grandparent']]);
  });

  test('in the foreground, not waiting for what does not block it', () => {
    const cluster = family(false);
    remove(cluster, 'grandparent', 'Foreground');
    cluster.runUntil(3000);
    expect([left(cluster), goneIn(cluster)[0]]).toEqual([[], 'grandparent']);
  });

  test('leaving orphans: what it owned stays, and is owned by nobody', () => {
    const cluster = family();
    remove(cluster, 'grandparent', 'Orphan');
    cluster.runUntil(3000);
    expect(left(cluster)).toEqual(['parent', 'child']);
    expect(cluster.store.get('ConfigMap', 'default', 'parent')?.metadata.ownerReferences).toBeUndefined();
  });

  test('an object whose owner never was goes too', () => {
    const cluster = family();
    const metadata = { name: 'stray', ownerReferences: [{ ...owner('nobody') }] } as unknown as JsonObject;
    cluster.api.create({ apiVersion: 'v1', kind: 'ConfigMap', metadata }, 'default', { cause });
    cluster.runUntil(3000);
    expect(left(cluster)).not.toContain('stray');
  });
});
