/** The runs of the lesson shared-volumes: what each container sees, and what outlives what. */
import { refusalOf, runManifest } from '../../figures/run-manifest.ts';

/** Two containers, one volume, and a crash of the first. */
export const pair = {
  until: 40,
  manifest: `apiVersion: v1
kind: Pod
metadata:
  name: page
spec:
  containers:
    - name: writer
      image: busybox:1.36
      command: ["sh", "-c", "[ -e /out/page ] && exec sleep 600; date > /out/page; date > /tmp/notes; sleep 20; exit 1"]
      volumeMounts:
        - { name: shared, mountPath: /out }
    - name: reader
      image: busybox:1.36
      command: ["sleep", "600"]
      volumeMounts:
        - { name: shared, mountPath: /in, readOnly: true }
  volumes:
    - name: shared
      emptyDir: {}
`,
};
const shown = (run: ReturnType<typeof runManifest>, ...commands: readonly string[]) =>
  commands.map((command) => ({ command, output: run.kubectl(command) }));

const early = runManifest({ ...pair, until: 10 });
export const sees = shown(
  early,
  'kubectl exec page -c writer -- ls /out /tmp',
  'kubectl exec page -c reader -- ls /in /tmp',
  'kubectl exec page -c reader -- touch /in/mine',
);
const late = runManifest(pair);
export const picture = late.picture;
export const afterRestart = shown(late, 'kubectl get pod page', 'kubectl exec page -c writer -- ls /out /tmp');

export const noVolume = refusalOf(pair.manifest.replace(/ {2}volumes:[\s\S]*$/, ''));

/** A ConfigMap laid over a folder of the image, and one file of it laid in beside the others. */
const config = (mount: string): string => `apiVersion: v1
kind: ConfigMap
metadata:
  name: site
data:
  extra.conf: |
    # one more file
---
apiVersion: v1
kind: Pod
metadata:
  name: nginx
spec:
  containers:
    - name: nginx
      image: nginx:1.27
      volumeMounts:
        - ${mount}
  volumes:
    - name: site
      configMap: { name: site }
`;
export const overAll = config('{ name: site, mountPath: /etc/nginx }');
export const oneFile = config('{ name: site, mountPath: /etc/nginx/extra.conf, subPath: extra.conf }');
const hidden = runManifest({ manifest: overAll, until: 30 });
const beside = runManifest({ manifest: oneFile, until: 30 });
export const hiding = {
  status: shown(hidden, 'kubectl get pod nginx', 'kubectl logs nginx --tail=1'),
  beside: shown(beside, 'kubectl get pod nginx', 'kubectl exec nginx -- ls /etc/nginx'),
};

/** A file mode that YAML reads as octal. */
export const mode = (() => {
  const run = runManifest({
    manifest: `apiVersion: v1
kind: Secret
metadata:
  name: key
stringData:
  id: secret
---
apiVersion: v1
kind: Pod
metadata:
  name: modes
spec:
  containers:
    - name: main
      image: busybox:1.36
      command: ["sleep", "600"]
      volumeMounts: [{ name: key, mountPath: /key }]
  volumes:
    - name: key
      secret: { secretName: key, defaultMode: 0400 }
`,
    until: 10,
  });
  return {
    stored: run.kubectl("kubectl get pod modes -o jsonpath='{.spec.volumes[0].secret.defaultMode}'"),
    listed: shown(run, 'kubectl exec modes -- ls -lL /key'),
  };
})();
