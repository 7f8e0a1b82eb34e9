import type { LabelSelector, Pod } from '../api/schema/kinds.ts';
import type { ComponentContext } from '../component.ts';
import { matchesSelector, type Labels } from '../selector.ts';

const BY_LABEL = 'label';
const BY_NAMESPACE = 'namespace';
const BY_NODE = 'node';

/** Lets Pods be found by what a selector asks for. */
export function indexPodsByLabel({ store }: Pick<ComponentContext, 'store'>): void {
  store.addIndex('Pod', BY_NAMESPACE, ({ metadata }) => [metadata.namespace ?? '']);
  store.addIndex('Pod', BY_LABEL, ({ metadata: { namespace, labels } }) =>
    Object.entries(labels ?? {}).map(([key, value]) => labelled(namespace, key, value)),
  );
}

/** Lets Pods be found by the node they are bound to. */
export const indexPodsByNode = ({ store }: Pick<ComponentContext, 'store'>): void =>
  store.addIndex('Pod', BY_NODE, ({ spec }) => (spec.nodeName ? [spec.nodeName] : []));

export const podsOnNode = ({ store }: Pick<ComponentContext, 'store'>, node: string): readonly Pod[] =>
  store.byIndex('Pod', BY_NODE, node);

export const podsInNamespace = (
  { store }: Pick<ComponentContext, 'store'>,
  namespace: string | undefined,
): readonly Pod[] => store.byIndex('Pod', BY_NAMESPACE, namespace ?? '');

/** The Pods of a namespace that a selector matches; an absent one matches none. */
export function selectedPods(
  context: Pick<ComponentContext, 'store'>,
  namespace: string | undefined,
  selector: LabelSelector | undefined,
): readonly Pod[] {
  const [first, ...others] = Object.entries(selector?.matchLabels ?? {});
  const candidates = first
    ? context.store.byIndex('Pod', BY_LABEL, labelled(namespace, ...first))
    : podsInNamespace(context, namespace);
  if (first && others.length === 0 && !selector?.matchExpressions?.length) return candidates;
  return candidates.filter(({ metadata }) => matchesSelector(selector, metadata.labels));
}

/** A Service's selector is a map alone; an empty one selects nothing, as there are no endpoints to keep for it. */
export const selectorOfService = (selector: Labels | undefined): LabelSelector | undefined =>
  selector && Object.keys(selector).length > 0 ? { matchLabels: { ...selector } } : undefined;

const labelled = (namespace: string | undefined, key: string, value: string): string =>
  `${namespace ?? ''}/${key}=${value}`;
