import type { Command } from '../command.ts';
import { CONTEXT } from '../kubeconfig.ts';

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/clusterinfo/clusterinfo.go */
export const clusterInfo: Command = function* ({ out }) {
  out(
    `Kubernetes control plane is running at ${CONTEXT.server}\n\nTo further debug and diagnose cluster problems, use 'kubectl cluster-info dump'.\n`,
  );
  return 0;
};
