import type { JsonObject } from '../../../api/json.ts';
import type { CommandContext } from '../../command.ts';
import { isFailure, plainFailure, type Failure } from '../../failure.ts';
import { flagValue, flagValues } from '../../line.ts';
import { showing } from './unserved.ts';

const RBAC = 'rbac.authorization.k8s.io';

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/create/create_rolebinding.go */
export const roleBinding = showing('namespaced', (name, context) => {
  const [ofCluster, ofNamespace] = [flagValue(context.line, 'clusterrole'), flagValue(context.line, 'role')];
  if (Boolean(ofCluster) === Boolean(ofNamespace))
    return plainFailure('exactly one of clusterrole or role must be specified');
  return binding(
    'RoleBinding',
    name,
    ofNamespace ? { kind: 'Role', name: ofNamespace } : { kind: 'ClusterRole', name: ofCluster ?? '' },
    context,
  );
});

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/create/create_clusterrolebinding.go */
export const clusterRoleBinding = showing('of the cluster', (name, context) =>
  binding(
    'ClusterRoleBinding',
    name,
    { kind: 'ClusterRole', name: flagValue(context.line, 'clusterrole') ?? '' },
    context,
  ),
);

function binding(
  kind: string,
  name: string,
  role: { readonly kind: string; readonly name: string },
  { line }: CommandContext,
): JsonObject | Failure {
  const subjects: JsonObject[] = [
    ...flagValues(line, 'user').map((user) => ({ apiGroup: RBAC, kind: 'User', name: user })),
    ...flagValues(line, 'group').map((group) => ({ apiGroup: RBAC, kind: 'Group', name: group })),
  ];
  for (const account of flagValues(line, 'serviceaccount')) {
    const read = accountOf(account);
    if (isFailure(read)) return read;
    subjects.push(read);
  }
  return {
    apiVersion: `${RBAC}/v1`,
    kind,
    metadata: { name },
    roleRef: { apiGroup: RBAC, ...role },
    ...(subjects.length > 0 ? { subjects } : {}),
  };
}

/** "namespace:name" */
function accountOf(text: string): JsonObject | Failure {
  const [namespace = '', name = '', ...more] = text.split(':');
  return namespace === '' || name === '' || more.length > 0
    ? plainFailure('serviceaccount must be <namespace>:<name>')
    : { kind: 'ServiceAccount', name, namespace };
}
