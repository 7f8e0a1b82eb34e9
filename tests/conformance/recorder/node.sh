#!/usr/bin/env bash
# node-1 of the control plane in <folder>: kubelet, containerd and runc, with Debian's BusyBox 1.35 as busybox:1.36.
#   node.sh <folder>        as root, after build.ts and control-plane.sh
# Needs Debian's busybox-static, containernetworking-plugins, iptables and gcc. It makes a bridge of the name kcni0.
# Machines that cannot lower oom_score_adj and runc built without seccomp: a wrapper takes both out of what runc is asked.
set -euo pipefail
mkdir -p "$1"
folder=$(realpath "$1") bin=${RECORDER_BIN:-$HOME/.cache/inside-the-pod/recorder/bin}
cd "$folder"
state=$folder/containerd
mkdir -p "$state" cni manifests image/pause image/busybox/{bin,etc,root,tmp,var}

# A Pod's exec probes alone call it several times a second: the interpreter itself, not a version manager's wrapper.
python=$(python3 -c 'import sys; print(sys.executable)')
cat >runc <<END
#!$python -IS
import json, os, sys
for flag in ('--bundle', '-b'):
    if 'create' in sys.argv and flag in sys.argv:
        path = sys.argv[sys.argv.index(flag) + 1] + '/config.json'
        asked = json.load(open(path))
        asked['process']['oomScoreAdj'] = max(0, asked['process'].get('oomScoreAdj', 0))
        asked.get('linux', {}).pop('seccomp', None)
        json.dump(asked, open(path, 'w'))
os.execv('$bin/runc', ['runc'] + sys.argv[1:])
END
chmod +x runc
cat >containerd.toml <<END
version = 3
root = "$state/root"
state = "$state/state"
[grpc]
  address = "$state/containerd.sock"
[plugins."io.containerd.cri.v1.runtime".cni]
  bin_dirs = ["/usr/lib/cni"]
  conf_dir = "$folder/cni"
[plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc]
  runtime_type = "io.containerd.runc.v2"
  [plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc.options]
    BinaryName = "$folder/runc"
[plugins."io.containerd.cri.v1.images".pinned_images]
  sandbox = "registry.k8s.io/pause:3.10.1"
END
cat >cni/10-bridge.conflist <<'END'
{"cniVersion": "1.0.0", "name": "bridge", "plugins": [
  {"type": "bridge", "bridge": "kcni0", "isGateway": true, "hairpinMode": true,
   "ipam": {"type": "host-local", "ranges": [[{"subnet": "10.88.0.0/16"}]], "routes": [{"dst": "0.0.0.0/0"}]}},
  {"type": "portmap", "capabilities": {"portMappings": true}}]}
END
echo 'nameserver 10.0.0.1' >resolv.conf
cat >kubelet.yaml <<END
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
failCgroupV1: false
failSwapOn: false
cgroupDriver: cgroupfs
containerRuntimeEndpoint: unix://$state/containerd.sock
authentication: {anonymous: {enabled: true}, webhook: {enabled: false}}
authorization: {mode: AlwaysAllow}
staticPodPath: $folder/manifests
clusterDNS: [10.96.0.10]
clusterDomain: cluster.local
resolvConf: $folder/resolv.conf
evictionHard: {memory.available: 100Mi, nodefs.available: 1%, imagefs.available: 1%, nodefs.inodesFree: 1%}
END

image() { # image <name> <root folder> <config as JSON>: an archive that containerd imports
  tar -C "$2" -cf image/layer.tar .
  local layer
  layer=$(sha256sum image/layer.tar | cut -d' ' -f1)
  echo "{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":$3,\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"sha256:$layer\"]}}" >image/config.json
  echo "[{\"Config\":\"config.json\",\"RepoTags\":[\"$1\"],\"Layers\":[\"layer.tar\"]}]" >image/manifest.json
  tar -C image -cf image/image.tar config.json manifest.json layer.tar
  "$bin/ctr" -a "$state/containerd.sock" -n k8s.io images import image/image.tar
}
gcc -static -O2 -o image/pause/pause -x c - <<'END'
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>
static void end(int signal) { _exit(0); }
static void reap(int signal) { while (waitpid(-1, 0, WNOHANG) > 0); }
int main(void) {
  signal(SIGINT, end);
  signal(SIGTERM, end);
  signal(SIGCHLD, reap);
  for (;;) pause();
}
END
cp "$(command -v busybox)" image/busybox/bin/busybox
for applet in $(busybox --list); do
  [ "$applet" = busybox ] || ln -f image/busybox/bin/busybox "image/busybox/bin/$applet"
done
chmod 1777 image/busybox/tmp
echo 'root:x:0:0:root:/root:/bin/sh' >image/busybox/etc/passwd
echo 'root:x:0:' >image/busybox/etc/group

PATH="$bin:$PATH" setsid "$bin/containerd" -c containerd.toml >containerd.log 2>&1 &
echo $! >containerd.pid
until [ -S "$state/containerd.sock" ]; do sleep 0.2; done
sleep 1
path='"Env":["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"]'
image registry.k8s.io/pause:3.10.1 image/pause '{"Entrypoint":["/pause"]}'
image docker.io/library/busybox:1.36 image/busybox "{$path,\"Cmd\":[\"sh\"]}"
grep -q ' node-1$' /etc/hosts || echo "$(hostname -I | cut -d' ' -f1) node-1" >>/etc/hosts # kubectl logs and exec go through the API server to this name
PATH="$bin:$PATH" setsid "$bin/kubelet" --config kubelet.yaml --kubeconfig kubeconfig --hostname-override node-1 \
  --root-dir "$folder/kubelet" --cert-dir certs-kubelet >kubelet.log 2>&1 &
echo $! >kubelet.pid
