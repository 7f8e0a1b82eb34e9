import { coded, notSupported, required, type Errors, type Path } from '../field-error.ts';

const POLICIES = ['Always', 'IfNotPresent', 'Never'];

/** @source kubernetes/kubernetes pkg/apis/core/validation/validation.go validatePullPolicy */
export function* validatePullPolicy(policy: string | undefined, at: Path): Errors {
  if (!policy) yield required(at);
  else if (!POLICIES.includes(policy)) yield coded('pull-policy-unknown', notSupported(at, policy, POLICIES));
}
