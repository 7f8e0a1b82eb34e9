/**
 * Builds the programs of a Kubernetes v1.36.3 cluster from their published Go modules (Go 1.26 or newer; ten minutes
 * and 5 GB the first time): kubectl, kube-apiserver, kube-controller-manager, kube-scheduler, kubelet; etcd 3.6,
 * containerd 2.2.2 and runc 1.3.4 for a node.
 *   npx node tests/conformance/recorder/build.ts [folder]      default ~/.cache/inside-the-pod/recorder
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const KUBERNETES = 'v1.36.3';
const STAGING = KUBERNETES.replace('v1', 'v0');

const home = process.argv[2] ?? join(homedir(), '.cache/inside-the-pod/recorder');
const bin = join(home, 'bin');

function go(cwd: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync('go', args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, GOFLAGS: '-mod=mod' },
  });
  if (status !== 0) throw new Error(`go ${args.join(' ')}\n${stderr}`);
  return stdout;
}

function moduleOf(name: string, text: string): string {
  const folder = join(home, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'go.mod'), text);
  return folder;
}

/** Upstream's own go.mod names its staging modules by their folders; published they have versions. */
function kubernetesModule(): string {
  const probe = moduleOf('source', 'module source\n\ngo 1.26.0\n');
  const { Dir } = JSON.parse(go(probe, 'mod', 'download', '-json', `k8s.io/kubernetes@${KUBERNETES}`)) as {
    Dir: string;
  };
  const upstream = readFileSync(join(Dir, 'go.mod'), 'utf8');
  const staging = [...upstream.matchAll(/^\t(k8s\.io\/\S+) => /gm)]
    .map(([, name]) => name!)
    .filter((name) => !name.includes('/sample-'));
  let text = upstream
    .split('replace (')[0]!
    .replace('module k8s.io/kubernetes', 'module recorder')
    .replace(/^godebug default=.*$/m, '')
    .replace('require (', `require (\n\tk8s.io/kubernetes ${KUBERNETES}`);
  for (const name of staging)
    text = text.replace(new RegExp(`^\t${name.replaceAll('.', '\\.')} v\\S+`, 'm'), `\t${name} ${STAGING}`);
  text += `\nreplace (\n${staging.map((name) => `\t${name} => ${name} ${STAGING}\n`).join('')})\n`;
  const folder = moduleOf('kubernetes', text);
  writeFileSync(join(folder, 'go.sum'), readFileSync(join(Dir, 'go.sum')));
  return folder;
}

const version = ['gitVersion=' + KUBERNETES, 'gitMajor=1', 'gitMinor=36', 'gitTreeState=clean'].map(
  (setting) => `-X k8s.io/component-base/version.${setting}`,
);

mkdirSync(bin, { recursive: true });
const kubernetes = kubernetesModule();
for (const program of ['kubectl', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kubelet']) {
  console.log(program);
  go(
    kubernetes,
    'build',
    '-ldflags',
    `-s -w ${version.join(' ')}`,
    '-o',
    bin + '/',
    `k8s.io/kubernetes/cmd/${program}`,
  );
}

for (const [name, module, programs] of [
  ['etcd', 'go.etcd.io/etcd/server/v3@v3.6.13', { etcd: '' }],
  [
    'containerd',
    'github.com/containerd/containerd/v2@v2.2.2',
    { containerd: '/cmd/containerd', 'containerd-shim-runc-v2': '/cmd/containerd-shim-runc-v2', ctr: '/cmd/ctr' },
  ],
  ['runc', 'github.com/opencontainers/runc@v1.3.4', { runc: '' }],
] as const) {
  console.log(name);
  const folder = moduleOf(name, `module ${name}\n\ngo 1.26.0\n`);
  go(folder, 'get', module);
  for (const [program, path] of Object.entries(programs))
    go(
      folder,
      'build',
      '-tags',
      'no_btrfs,no_zfs,no_devmapper',
      '-o',
      join(bin, program),
      module.split('@')[0]! + path,
    );
}
