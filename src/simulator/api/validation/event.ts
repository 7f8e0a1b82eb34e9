import { invalid, Path, type Errors } from '../field-error.ts';
import type { Event } from '../schema/kinds.ts';
import { validateAnyMetaUpdate } from './metadata.ts';
import { validatePlainMeta } from './plain-metadata.ts';
import type { KindRules } from './kind-rules.ts';

const METADATA = Path.root('metadata');

/** An event lies in the namespace of what it is about. @source kubernetes/kubernetes pkg/apis/core/validation/events.go legacyValidateEvent */
export const eventRules: KindRules<'Event'> = {
  create: (event) => validatePlainMeta(validateNamespace(event), event.metadata, 'namespaced'),
  update: function* (event, before) {
    yield* validateNamespace(event);
    yield* validateAnyMetaUpdate(event.metadata, before.metadata, METADATA);
  },
};

function* validateNamespace({ metadata, involvedObject }: Event): Errors {
  const about = involvedObject?.namespace ?? '';
  const own = metadata.namespace ?? '';
  if (about === '' ? own !== '' && own !== 'default' : own !== about)
    yield invalid(Path.root('involvedObject').field('namespace'), about, 'does not match event.namespace');
}
