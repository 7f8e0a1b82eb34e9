/** What kubectl prints in the lesson kubectl-first-look: of two Pods, one well and one not, two minutes after apply. */
import { runManifest } from '../../figures/run-manifest.ts';

export const shop = {
  until: 150,
  manifest: `apiVersion: v1
kind: Pod
metadata:
  name: web
  labels: { app: shop }
spec:
  containers:
    - name: server
      image: course/web:1.0
      readinessProbe:
        httpGet: { path: /ready, port: 8080 }
---
apiVersion: v1
kind: Pod
metadata:
  name: importer
  labels: { app: shop }
spec:
  containers:
    - name: main
      image: busybox:1.36
      command: ["sh", "-c", "echo reading orders; sleep 3; echo orders.csv is missing >&2; exit 3"]
`,
};
const run = runManifest(shop);

const shown = (command: string): { readonly command: string; readonly output: string } => ({
  command,
  output: run.kubectl(command),
});
export const get = shown('kubectl get pods');
export const wide = shown('kubectl get pods -o wide');
export const describeWell = shown('kubectl describe pod web');
export const describeIll = shown('kubectl describe pod importer');
export const logs = shown('kubectl logs importer --previous');
export const exec = shown("kubectl exec web -- sh -c 'echo $HOSTNAME; wget -q -O - localhost:8080/healthz'");
export const execBare = shown('kubectl exec web -- ls /');
export const events = shown('kubectl get events --field-selector involvedObject.name=importer');
export const picture = run.picture;
