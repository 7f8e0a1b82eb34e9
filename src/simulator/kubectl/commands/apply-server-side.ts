import type { Change } from '../change.ts';
import type { CommandContext } from '../command.ts';
import type { Failure } from '../failure.ts';
import { flagValue, isOn } from '../line.ts';
import type { Manifest } from '../manifests.ts';
import type { Refusal } from '../refusals.ts';

/** What `kubectl apply --server-side` is called in managed fields. */
const MANAGER = 'kubectl';

/** Sends an object as it is: the API server works out what changes. @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/apply/apply.go applyOneObject */
export function applyServerSide(
  { cluster, line }: CommandContext,
  change: Change,
  { resource, object, name, namespace }: Manifest,
): Refusal | Failure | undefined {
  const force = isOn(line, 'force-conflicts') ? 'force' : 'no-force';
  const caller = { ...change.caller, fieldManager: flagValue(line, 'field-manager') ?? MANAGER };
  const answer = cluster.api.patch(
    { kind: resource.kind, namespace, name },
    { type: 'apply', body: object, force },
    caller,
  );
  change.warn(answer.warnings);
  if (answer.ok) return change.tell(answer.object, 'serverside-applied');
  return answer.error.reason === 'Conflict' ? { text: `${answer.error.message}${ADVICE}` } : { status: answer.error };
}

const ADVICE = `
Please review the fields above--they currently have other managers. Here
are the ways you can resolve this warning:
* If you intend to manage all of these fields, please re-run the apply
  command with the \`--force-conflicts\` flag.
* If you do not intend to manage all of the fields, please edit your
  manifest to remove references to the fields that should keep their
  current managers.
* You may co-own fields by updating your manifest to match the existing
  value; in this case, you'll become the manager if the other manager(s)
  stop managing the field (remove it from their configuration).
See https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts`;
