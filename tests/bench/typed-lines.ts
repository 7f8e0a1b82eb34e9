/** What a line in the terminal costs, in a cluster of a hundred Pods. It runs in V8 and, bundled, in QuickJS. */
import { Cluster } from '../../src/simulator/index.ts';

const DEPLOYMENT = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, labels: { app: web } }
spec:
  replicas: 100
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: "course/web:1.0", ports: [{ containerPort: 8080 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }
`;

/** What people type most; each is timed alone. */
export const TYPED = [
  'kubectl get pods',
  'kubectl get pods -o wide',
  'kubectl get all',
  'kubectl get pods -l app=web -o name',
  "kubectl get pods -o jsonpath='{.items[*].metadata.name}'",
  'kubectl get pods --sort-by=.metadata.name',
  'kubectl get events',
  'kubectl describe deploy web',
  'kubectl describe node node-0',
  'kubectl describe svc web',
  'kubectl logs deploy/web',
  'kubectl label deploy web a=b --overwrite',
] as const;

let cluster: Cluster | undefined;

/** Types the `n`-th of TYPED. @returns its exit code */
export function typedLine(n: number): number {
  cluster ??= hundredPods();
  const line = TYPED[n];
  if (line === undefined) throw new Error(`no line ${n}`);
  return cluster.kubectl(line).exit;
}

function hundredPods(): Cluster {
  const capacity = { cpu: '32', memory: '256Gi', pods: '110' };
  const made = new Cluster({
    history: 'dropped',
    nodes: Array.from({ length: 5 }, (_, i) => ({ name: `node-${i}`, capacity })),
  });
  const { exit, stderr } = made.kubectl('kubectl apply -f -', DEPLOYMENT);
  if (exit !== 0) throw new Error(stderr);
  made.runUntil(60_000);
  return made;
}
