import type { ContainerStatus, Pod } from '../api/schema/kinds.ts';

/** What a Pod's status says of one container, whichever list it stands in. @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/debug/debug.go getContainerStatusByName */
export const containerStatus = ({ status }: Pod, name: string): ContainerStatus | undefined =>
  [
    ...(status.initContainerStatuses ?? []),
    ...(status.containerStatuses ?? []),
    ...(status.ephemeralContainerStatuses ?? []),
  ].find((one) => one.name === name);
