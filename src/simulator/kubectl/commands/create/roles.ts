import type { JsonObject } from '../../../api/json.ts';
import type { CommandContext } from '../../command.ts';
import { isFailure, plainFailure, unknownResourceType, type Failure } from '../../failure.ts';
import { pluralNotSimulated } from '../../kinds-not-simulated.ts';
import { readLabels } from '../../key-value-list.ts';
import { flagValue, flagValues } from '../../line.ts';
import { findResource } from '../../resources.ts';
import { showing } from './unserved.ts';

const RBAC = 'rbac.authorization.k8s.io';
const API_VERSION = `${RBAC}/v1`;

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/create/create_role.go */
export const role = showing('namespaced', (name, context) => {
  const asked = readRule(context);
  if (asked.verbs.length === 0) return plainFailure('at least one verb must be specified');
  warnOfVerbs(asked.verbs, context);
  if (asked.resources.length === 0) return plainFailure('at least one resource must be specified');
  const groups = resourcesByGroup(asked);
  if (isFailure(groups)) return groups;
  return { apiVersion: API_VERSION, kind: 'Role', metadata: { name }, rules: rulesOf(asked, groups) };
});

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/create/create_clusterrole.go */
export const clusterRole = showing('of the cluster', (name, context) => {
  const asked = readRule(context);
  const urls = [...new Set(flagValues(context.line, 'non-resource-url'))];
  const head = { apiVersion: API_VERSION, kind: 'ClusterRole', metadata: { name } };
  const aggregation = flagValue(context.line, 'aggregation-rule');
  if (aggregation) {
    if (urls.length + asked.verbs.length + asked.resources.length + asked.names.length > 0)
      return plainFailure(
        'aggregation rule must be specified without nonResourceURLs, verbs, resources or resourceNames',
      );
    const matchLabels = readLabels(aggregation);
    if (isFailure(matchLabels)) return matchLabels;
    return { aggregationRule: { clusterRoleSelectors: [{ matchLabels }] }, ...head, rules: null };
  }
  if (asked.verbs.length === 0) return plainFailure('at least one verb must be specified');
  if (asked.resources.length === 0 && urls.length === 0)
    return plainFailure('one of resource or nonResourceURL must be specified');
  if (asked.resources.length > 0) warnOfVerbs(asked.verbs, context);
  const groups = resourcesByGroup(asked);
  if (isFailure(groups)) return groups;
  const refused = urls.length > 0 ? urlProblem(urls, asked.verbs) : undefined;
  if (refused) return refused;
  const ofUrls = urls.length > 0 ? [{ nonResourceURLs: urls, verbs: [...asked.verbs] }] : [];
  return { ...head, rules: [...rulesOf(asked, groups), ...ofUrls] };
});

const VERBS: ReadonlySet<string> = new Set(
  '* get delete list create update patch watch proxy deletecollection use bind escalate impersonate'.split(' '),
);
const URL_VERBS: ReadonlySet<string> = new Set('* get post put delete patch head options'.split(' '));

/** Verbs that mean something for these resources alone. */
const SPECIAL: Readonly<Record<string, readonly string[]>> = {
  use: ['policy/podsecuritypolicies', 'extensions/podsecuritypolicies'],
  bind: [`${RBAC}/roles`, `${RBAC}/clusterroles`],
  escalate: [`${RBAC}/roles`, `${RBAC}/clusterroles`],
  impersonate: ['/users', '/serviceaccounts', '/groups', 'authentication.k8s.io/userextras'],
};

interface Rule {
  readonly verbs: readonly string[];
  readonly resources: readonly string[];
  readonly names: readonly string[];
}

function readRule({ line }: CommandContext): Rule {
  const verbs = [...new Set(flagValues(line, 'verb'))];
  const typed = flagValues(line, 'resource');
  const every = typed.indexOf('*');
  return {
    verbs: verbs.includes('*') ? ['*'] : verbs,
    resources: every < 0 ? typed : ['*'],
    names: [...new Set(flagValues(line, 'resource-name'))],
  };
}

function warnOfVerbs(verbs: readonly string[], { err }: CommandContext): void {
  for (const verb of verbs) if (!VERBS.has(verb)) err(`Warning: '${verb}' is not a standard resource verb\n`);
}

/** "pods/log", "deployments.apps", "rs": the full names, by their group. */
function resourcesByGroup({ verbs, resources }: Rule): ReadonlyMap<string, readonly string[]> | Failure {
  const groups = new Map<string, string[]>();
  let checked = true;
  for (const typed of resources) {
    const slash = typed.indexOf('/');
    const below = slash < 0 ? '' : typed.slice(slash);
    const [name = '', ...rest] = (slash < 0 ? typed : typed.slice(0, slash)).split('.');
    if (name === '') return plainFailure('resource must be specified if apiGroup/subresource specified');
    if (name === '*') checked = false;
    const known = findResource([name, ...rest].join('.')) ?? pluralNotSimulated(name, rest.join('.'));
    const [group, plural] = known ? [known.group, known.plural] : [rest.join('.'), name];
    if (checked) {
      const refused = specialProblem(verbs, group, plural, known !== undefined);
      if (refused) return refused;
    }
    const full = `${plural}${below}`;
    groups.set(group, [...new Set([...(groups.get(group) ?? []), full])]);
  }
  return groups;
}

function specialProblem(
  verbs: readonly string[],
  group: string,
  plural: string,
  isKnown: boolean,
): Failure | undefined {
  const special = verbs.filter((verb) => Object.hasOwn(SPECIAL, verb));
  const unfit = special.find((verb) => !SPECIAL[verb]?.includes(`${group}/${plural}`));
  if (unfit !== undefined) return plainFailure(`can not perform '${unfit}' on '${plural}' in group '${group}'`);
  return isKnown || special.length > 0 ? undefined : unknownResourceType(group === '' ? plural : `${plural}.${group}`);
}

function rulesOf({ verbs, names }: Rule, groups: ReadonlyMap<string, readonly string[]>): JsonObject[] {
  return [...groups.keys()].sort().map((group) => ({
    apiGroups: [group],
    ...(names.length > 0 ? { resourceNames: [...names] } : {}),
    resources: [...(groups.get(group) ?? [])],
    verbs: [...verbs],
  }));
}

function urlProblem(urls: readonly string[], verbs: readonly string[]): Failure | undefined {
  const verb = verbs.find((v) => !URL_VERBS.has(v));
  if (verb !== undefined) return plainFailure(`invalid verb: '${verb}' for nonResourceURL`);
  for (const url of urls) {
    if (url === '*') continue;
    if (!url.startsWith('/')) return plainFailure('nonResourceURL should start with /');
    if (url.slice(0, -1).includes('*'))
      return plainFailure("nonResourceURL only supports wildcard matches when '*' is at the end");
  }
  return undefined;
}
