import { expect, test } from 'vitest';
import { isKubernetesKind, resourceWithoutObjects } from './kinds-not-simulated.ts';

test.each([
  ['networking.k8s.io/v1', 'Ingress', true],
  ['networking.k8s.io/v1', 'Ingres', false],
  ['example.com/v1', 'Ingress', false],
  ['__proto__', 'Ingress', false],
  ['constructor', 'Ingress', false],
])('%s %s: %s', (apiVersion, kind, expected) => expect(isKubernetesKind(apiVersion, kind)).toBe(expected));

test.each([
  ['ing', 'ingresses'],
  ['networkpolicies.networking.k8s.io', 'networkpolicies'],
  ['ing.apps', undefined],
  ['clusterroles', undefined],
  ['nosuch', undefined],
])('there is nothing of %s', (typed, plural) => expect(resourceWithoutObjects(typed)?.plural).toBe(plural));
