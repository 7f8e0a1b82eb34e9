import { expect, test } from 'vitest';
import { withOwnersOnce } from './owner-references.ts';
import type { KubeObject, OwnerReference } from './schema/kinds.ts';

const owner = (name: string): OwnerReference => ({ apiVersion: 'v1', kind: 'Pod', name, uid: 'u' });
const owned = (...ownerReferences: OwnerReference[]): KubeObject =>
  ({ kind: 'Pod', metadata: { name: 'a', ownerReferences } }) as unknown as KubeObject;

test('an owner named twice in the same words is kept once, and told of', () => {
  const { object, warnings } = withOwnersOnce(owned(owner('a'), owner('a'), owner('b')));
  expect(object.metadata.ownerReferences).toEqual([owner('a'), owner('b')]);
  expect(warnings[0]?.text).toMatch(/^\.metadata\.ownerReferences contains duplicate entries; .* observed: u$/);
});
