import { expect, test } from 'vitest';
import type { JsonObject } from '../json.ts';
import { typedProblems } from './typed-problems.ts';

const app = { name: 'app', image: 'nginx:1.27' };

/** What v1.36.3 answered to Pods with these specs. */
test.each<[string, JsonObject, readonly string[]]>([
  ['nothing wrong', { containers: [{ ...app, ports: [{ containerPort: 80 }] }] }, []],
  [
    'a field that no container has',
    { containers: [{ ...app, imagee: 'x' }] },
    ['.spec.containers[name="app"].imagee: field not declared in schema'],
  ],
  [
    'a key that is not said',
    { containers: [{ nam: 'app' }] },
    ['.spec.containers[name=""].nam: field not declared in schema'],
  ],
  ['a key twice', { containers: [app, app] }, ['.spec.containers: duplicate entries for key [name="app"]']],
  [
    'texts in a list of maps',
    { containers: ['app'] },
    ['.spec.containers: element 0: associative list with keys may not have non-map elements'],
  ],
  [
    'other types',
    {
      activeDeadlineSeconds: '5',
      containers: [{ ...app, args: [5], command: 'x', resources: { limits: { cpu: [1] } } }],
      hostNetwork: 'sure',
      hostname: { a: 'b' },
    },
    [
      '.spec.activeDeadlineSeconds: expected numeric (int or float), got string',
      '.spec.containers[name="app"].args[0]: expected string, got &value.valueUnstructured{Value:5}',
      '.spec.containers[name="app"].command: expected list, got &{x}',
      '.spec.containers[name="app"].resources.limits.cpu: expected any scalar, got &{[1]}',
      '.spec.hostNetwork: expected boolean, got &{sure}',
      '.spec.hostname: expected string, got &value.valueUnstructured{Value:map[string]interface {}{"a":"b"}}',
    ],
  ],
])('%s', (_, spec, problems) => expect(typedProblems({ spec }, { type: '#Pod' })).toEqual(problems));
