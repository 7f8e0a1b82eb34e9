/**
 * Manifests that people published, as they wrote them: each is taken without a word,
 * but for what a cluster of 1.36 has to say about it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { smallCluster, typeLine } from './small-cluster.ts';

const folder = new URL('public-manifests/', import.meta.url);
const names = readdirSync(folder).map((file) => file.replace('.yaml.txt', ''));
const text = (name: string): string => readFileSync(new URL(`${name}.yaml.txt`, folder), 'utf8');

const container = 'spec.template.spec.containers[0].resources';
const fraction = (where: string, value: string): string =>
  `Warning: ${container}.${where}[memory]: fractional byte value "${value}" is invalid, must be an integer\n`;

const SAID: Readonly<Record<string, string>> = {
  'argocd-example-apps-guestbook-ui-deployment': fraction('limits', '200m') + fraction('requests', '100m'),
  'examples-glusterfs-endpoints':
    'Warning: v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice\n',
  'examples-cockroachdb-statefulset':
    'error: resource mapping not found for name: "cockroachdb-budget" namespace: "" from "STDIN": ' +
    'no matches for kind "PodDisruptionBudget" in version "policy/v1beta1"\nensure CRDs are installed first\n',
  'local-path-provisioner-local-path-storage':
    'error: ClusterRole in version "rbac.authorization.k8s.io/v1" is a kind of Kubernetes that is not simulated here\n',
};

describe('published manifests', () => {
  it.each(names)('%s is taken', (name) => {
    const cluster = smallCluster();
    const first = typeLine(cluster, 'kubectl apply -f -', text(name));
    expect(first.stderr).toBe(SAID[name] ?? '');
    expect(first.exit).toBe(first.stderr.includes('error: ') ? 1 : 0);
    const again = typeLine(cluster, 'kubectl apply -f -', text(name));
    expect(again.exit).toBe(first.exit);
    expect(again.stdout.replaceAll(/ (?:configured|unchanged)$/gm, ' created')).toBe(first.stdout);
  });

  it('knows every manifest of which something is said', () => {
    expect(names).toEqual(expect.arrayContaining(Object.keys(SAID)));
  });
});
