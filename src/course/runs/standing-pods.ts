/** A Pod that stands on a node and requests so much of it: milli-CPU and MiB. */
export interface Standing {
  readonly node: string;
  readonly cpu: number;
  readonly memory: number;
}

/** Manifests of the Pods that take room in a lesson's cluster before its own Pods come. */
export const standing = (pods: readonly Standing[]): string =>
  pods
    .map(
      ({ node, cpu, memory }) => `apiVersion: v1
kind: Pod
metadata:
  name: on-${node}
spec:
  nodeSelector: { kubernetes.io/hostname: ${node} }
  containers:
    - name: main
      image: course/worker:1.0
      resources:
        requests: { cpu: ${cpu}m, memory: ${memory}Mi }
`,
    )
    .join('---\n');
