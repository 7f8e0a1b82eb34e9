import { expect, test } from 'vitest';
import { changed, errorsOf } from './errors-of.fixture.ts';

const controller = {
  apiVersion: 'v1',
  kind: 'ReplicationController',
  metadata: { name: 'web', namespace: 'default' },
  spec: { template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'app', image: 'a' }] } } },
};

test('its selector comes from its template', () => expect(errorsOf(controller)).toEqual([]));

test.each([
  [
    'spec.selector',
    { app: 'b' },
    ['spec.template.metadata.labels: Invalid value: {"app":"web"}: `selector` does not match template `labels`'],
  ],
  ['spec.template', undefined, ['spec.selector: Required value', 'spec.template: Required value']],
  [
    'spec.template.spec.restartPolicy',
    'Never',
    ['spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always"'],
  ],
])('%s %j', (path, value, errors) => expect(errorsOf(changed(controller, path, value))).toEqual(errors));
