#!/usr/bin/env bash
# A control plane of Kubernetes v1.36.3 on this machine: etcd, API server, controllers, scheduler; no node.
#   control-plane.sh <folder> <port>     programs from build.ts in $RECORDER_BIN; takes the ports from <port> to <port>+4
# <folder>/kubeconfig is then the administrator's; `kill -- $(cat <folder>/*.pid)` ends it. API_SERVER and CONTROLLERS
# add flags (--node-monitor-grace-period=20s is what controllers.json was recorded with).
set -euo pipefail
mkdir -p "$1"
folder=$(realpath "$1") port=$2
bin=${RECORDER_BIN:-$HOME/.cache/inside-the-pod/recorder/bin}
cd "$folder"

[ -f sa.key ] || openssl genrsa -out sa.key 2048 2>/dev/null
[ -f ca.crt ] || openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.crt -subj /CN=kubernetes-ca -days 365 2>/dev/null
echo 'secret,admin,admin,"system:masters"' >tokens.csv
cat >kubeconfig <<END
apiVersion: v1
kind: Config
clusters: [{name: recorder, cluster: {server: "https://127.0.0.1:$((port + 2))", insecure-skip-tls-verify: true}}]
users: [{name: admin, user: {token: secret}}]
contexts: [{name: recorder, context: {cluster: recorder, user: admin}}]
current-context: recorder
END

start() { # start <name> <program> <flag>...
  local name=$1
  shift
  setsid "$bin/$1" "${@:2}" >"$name.log" 2>&1 &
  echo $! >"$name.pid"
}

start etcd etcd --data-dir etcd --unsafe-no-fsync \
  --listen-client-urls "http://127.0.0.1:$port" --advertise-client-urls "http://127.0.0.1:$port" \
  --listen-peer-urls "http://127.0.0.1:$((port + 1))" --initial-advertise-peer-urls "http://127.0.0.1:$((port + 1))" \
  --initial-cluster "default=http://127.0.0.1:$((port + 1))"
# shellcheck disable=SC2086 # several flags
start api kube-apiserver --etcd-servers "http://127.0.0.1:$port" --secure-port $((port + 2)) --bind-address 127.0.0.1 \
  --cert-dir certs --service-account-issuer https://kubernetes.default.svc --service-account-key-file sa.key \
  --service-account-signing-key-file sa.key --service-cluster-ip-range 10.96.0.0/16 --token-auth-file tokens.csv \
  --authorization-mode Node,RBAC --client-ca-file ca.crt --allow-privileged ${API_SERVER:-}
for _ in $(seq 120); do
  "$bin/kubectl" --kubeconfig kubeconfig get --raw /readyz >/dev/null 2>&1 && break
  sleep 0.5
done
as_admin="--kubeconfig kubeconfig --authentication-kubeconfig kubeconfig --authorization-kubeconfig kubeconfig --leader-elect=false --bind-address 127.0.0.1"
# shellcheck disable=SC2086
start controllers kube-controller-manager $as_admin --secure-port $((port + 4)) --cert-dir certs-controllers \
  --service-account-private-key-file sa.key --root-ca-file ca.crt --cluster-signing-cert-file ca.crt \
  --cluster-signing-key-file ca.key ${CONTROLLERS:-}
# shellcheck disable=SC2086
start scheduler kube-scheduler $as_admin --secure-port $((port + 3)) --cert-dir certs-scheduler
