import { notFoundMessage, resourceOf } from '../../resources.ts';
import type { Command, CommandContext } from '../../command.ts';
import { plainFailure, usageFailure, type Failure } from '../../failure.ts';
import { flagDuration, flagValue, flagValues } from '../../line.ts';

export const tokenFlags =
  'allow-missing-template-keys:bool audience:strings bound-object-kind:string bound-object-name:string bound-object-uid:string duration:duration output,o:string show-managed-fields:bool template:string';

/**
 * Nothing here signs tokens: what kubectl refuses is refused, and the rest says so.
 * @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/create/create_token.go Validate, Run; pkg/apis/authentication/validation (the span)
 */
export const token: Command = function* (context) {
  const { failure, exit } = problem(context);
  context.err(failure);
  return exit;
};

const BOUND_TO: readonly string[] = ['Node', 'Pod', 'Secret'];
const TEN_MINUTES = 600_000;
const LONGEST = 2 ** 32 * 1000;

function problem({ line, cluster, namespace }: CommandContext): Failure {
  const [name, ...more] = line.args;
  if (name === undefined || more.length > 0)
    return usageFailure('create token', `exactly one NAME is required, got ${line.args.length}`);
  const duration = flagDuration(line, 'duration') ?? 0;
  if (duration < 0) return plainFailure('--duration must be greater than or equal to 0');
  if (duration % 1000 !== 0) return plainFailure('--duration cannot be expressed in units less than seconds');
  if (flagValues(line, 'audience').includes('')) return plainFailure('--audience must not be an empty string');
  const [kind, bound, uid] = ['kind', 'name', 'uid'].map((part) => flagValue(line, `bound-object-${part}`));
  if (!kind && bound) return plainFailure('--bound-object-name can only be set if --bound-object-kind is provided');
  if (!kind && uid) return plainFailure('--bound-object-uid can only be set if --bound-object-kind is provided');
  if (kind && !BOUND_TO.includes(kind))
    return plainFailure(`supported --bound-object-kind values are ${BOUND_TO.join(', ')}`);
  if (kind && !bound) return plainFailure('--bound-object-name is required if --bound-object-kind is provided');
  const refused = (why: string): Failure => plainFailure(`failed to create token: ${why}`);
  if (!cluster.store.get('ServiceAccount', namespace, name))
    return refused(notFoundMessage(resourceOf('ServiceAccount'), name));
  const invalid = (why: string): Failure =>
    refused(
      `TokenRequest.authentication.k8s.io "" is invalid: spec.expirationSeconds: Invalid value: ${duration / 1000}: may not specify a duration ${why}`,
    );
  if (duration > 0 && duration < TEN_MINUTES) return invalid('less than 10 minutes');
  if (duration > LONGEST) return invalid('larger than 2^32 seconds');
  return plainFailure(
    '"kubectl create token" is not simulated here: nothing in this cluster signs tokens or asks for them',
  );
}
