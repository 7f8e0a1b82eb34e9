import type { Pod } from '../../api/schema/kinds.ts';
import type { ComponentContext } from '../../component.ts';

const BY_CLAIM = 'claim';

/** "namespace/name" of the claims that a Pod's volumes use, those that are made for it included. */
export const claimsOf = ({ metadata, spec }: Pod): readonly string[] =>
  (spec.volumes ?? []).flatMap(({ name, persistentVolumeClaim, ephemeral }) => {
    const claim = persistentVolumeClaim?.claimName ?? (ephemeral ? `${metadata.name}-${name}` : undefined);
    return claim === undefined ? [] : [`${metadata.namespace ?? ''}/${claim}`];
  });

export const indexPodsByClaim = ({ store }: Pick<ComponentContext, 'store'>): void =>
  store.addIndex('Pod', BY_CLAIM, claimsOf);

/** @param claim - "namespace/name" */
export const podsUsing = ({ store }: Pick<ComponentContext, 'store'>, claim: string): readonly Pod[] =>
  store.byIndex('Pod', BY_CLAIM, claim);
