import { Cluster } from '../cluster.ts';

/** For tests: a cluster of node-1 without controllers, in which a manifest has been applied. Throws what kubectl says against it. */
export function onOneNode(manifest: string): Cluster {
  const cluster = new Cluster({ nodes: [{ name: 'node-1' }], run: { controllers: false } });
  const { exit, stderr } = cluster.kubectl('kubectl apply -f -', manifest);
  if (exit !== 0) throw new Error(stderr);
  return cluster;
}
