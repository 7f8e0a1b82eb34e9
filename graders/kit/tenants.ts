/** What a Pod that only takes room is called, and what it asks for. */
export interface Tenant {
  readonly node: string;
  readonly cpu: string;
  readonly memory: string;
}

/**
 * Manifests of Pods named tenant-<node> that stand on their nodes before the learner comes and request so much.
 * @example tenants({ node: 'node-a', cpu: '3500m', memory: '6Gi' })
 */
export const tenants = (...all: readonly Tenant[]): string =>
  all
    .map(
      ({ node, cpu, memory }) => `apiVersion: v1
kind: Pod
metadata:
  name: tenant-${node}
spec:
  nodeName: ${node}
  tolerations:
    - operator: Exists
  containers:
    - name: tenant
      image: course/worker:1.0
      resources:
        requests:
          cpu: ${cpu}
          memory: ${memory}
`,
    )
    .join('---\n');
