import { expect, test } from 'vitest';
import { Cluster } from '../../../cluster.ts';

const cluster = new Cluster({ nodes: [] });
const said = (line: string): string => {
  const { stdout, stderr } = cluster.kubectl(`kubectl create ${line}`);
  return stdout + stderr;
};

test.each([
  ['role r --verb=get --resource=pods/log,deploy,ingresses --dry-run=client -o yaml', 'deployments'],
  [
    'role r --verb=get --resource=ingresses --dry-run=client -o yaml',
    '  - networking.k8s.io\n  resources:\n  - ingresses',
  ],
  ['role r --verb=bind --resource=pods', "error: can not perform 'bind' on 'pods' in group ''\n"],
  ['role r --verb=get --resource=nosuch', 'the server doesn\'t have a resource type "nosuch"\n'],
  ['role r --verb=get --resource=pods', 'error: Role is not simulated here'],
  ['clusterrole r --verb=get --non-resource-url=/logs/* --dry-run=client -o yaml', '- nonResourceURLs:\n  - /logs/*\n'],
  ['clusterrole r --verb=get --non-resource-url=/a*b', "wildcard matches when '*' is at the end"],
  ['rolebinding b --role=r --user=ann --dry-run=client -o name', 'rolebinding.rbac.authorization.k8s.io/b\n'],
  ['rolebinding b --role=r --serviceaccount=robot', 'error: serviceaccount must be <namespace>:<name>\n'],
  ['ingress i --rule=a.b/x*=web:80,tls=s --dry-run=client -o yaml', '        path: /x\n        pathType: Prefix\n'],
  [
    'ingress i --rule=a.b/x*=web:80,tls=s --dry-run=client -o yaml',
    '  tls:\n  - hosts:\n    - a.b\n    secretName: s\n',
  ],
  ['ingress i --rule=a.b/=web', 'error: rule a.b/=web is invalid'],
  ['token nosuch', 'error: failed to create token: serviceaccounts "nosuch" not found\n'],
  ['secret tls t --cert=c', 'error: key and cert must be specified\n'],
])('kubectl create %s says %s', (line, text) => expect(said(line)).toContain(text));

test.each([
  ['--max=3 --cpu=70%', 'averageUtilization: 70'],
  ['--max=3 --cpu=500', 'averageValue: 500m'],
  ['--max=3 --min=4', 'error: --max=MAXPODS must be larger or equal to --min=MINPODS, max: 3, min: 4\n'],
  ['--max=3 --memory=x', 'error: invalid resource memory value: x\n'],
])('kubectl autoscale %s says %s', (flags, text) => {
  cluster.kubectl('kubectl create deployment web --image=nginx');
  const { stdout, stderr } = cluster.kubectl(`kubectl autoscale deploy web ${flags} --dry-run=client -o yaml`);
  expect(stdout + stderr).toContain(text);
});
