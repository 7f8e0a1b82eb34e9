import { row, type CommandRow } from '../command-row.ts';
import { timestamp } from '../../timestamp.ts';
import type { Command } from '../command.ts';
import { isFailure } from '../failure.ts';
import { mayDoAll, userOf } from '../impersonation.ts';
import { flagValue, isOn } from '../line.ts';
import { printerFor } from '../printers/output.ts';
import { renderTable } from '../printers/table.ts';
import { findResource } from '../resources.ts';
import { notSimulated } from './not-simulated.ts';

/**
 * The user of the kubeconfig may do everything, as a cluster's administrator; whom --as names, next to nothing.
 * @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/auth/cani.go
 */
const canI: Command = function* ({ line, out, err }) {
  const user = userOf(line);
  const isMaster = !isFailure(user) && mayDoAll(user);
  if (isOn(line, 'list') && line.args.length > 0) {
    err('error: list option must be specified with no arguments\n');
    return 1;
  }
  const [sub, all] = [flagValue(line, 'subresource') ?? '', isOn(line, 'all-namespaces')];
  if (isOn(line, 'list')) {
    if (isOn(line, 'quiet') || all || sub !== '') {
      err("error: list option can't be specified with neither quiet, all-namespaces nor subresource options\n");
      return 1;
    }
    const rows = [
      ...(isMaster
        ? [
            ['*.*', '[]', '[]', '[*]'],
            ['', '[*]', '[]', '[*]'],
          ]
        : []),
      ...OF_ONESELF.map((resource) => [resource, '[]', '[]', '[create]']),
      ...PATHS.map((path) => ['', `[${path}]`, '[]', '[get]']),
    ];
    const header = ['Resources', 'Non-Resource URLs', 'Resource Names', 'Verbs'];
    out(renderTable(isOn(line, 'no-headers') ? rows : [header, ...rows]));
    return 0;
  }
  const [verb = '', what = '', ...more] = line.args;
  if (what === '' || more.length > 0) {
    err(
      "error: you must specify two arguments: verb resource or verb resource/resourceName.\nSee 'kubectl auth can-i -h' for help and examples.\n",
    );
    return 1;
  }
  const warn = (text: string): void => err(`Warning: ${text}\n\n`);
  const [type = ''] = what.split('/');
  const isPath = what.startsWith('/');
  const resource = findResource(type);
  if (!resource && !isPath && type !== '*') warn(`the server doesn't have a resource type ${inGroup(type)}`);
  if (resource && !resource.namespaced && !all)
    warn(
      `resource '${resource.plural}' is not namespace scoped${resource.group ? ` in group '${resource.group}'` : ''}`,
    );
  if ((isPath && !URL_VERBS.has(verb)) || (!isPath && !all && !VERBS.has(verb)))
    warn(`verb '${verb}' is not a known verb`);
  const clash =
    isPath && sub !== ''
      ? '--subresource can not be used with NonResourceURL'
      : isOn(line, 'no-headers')
        ? '--no-headers cannot be set without --list specified'
        : undefined;
  if (clash !== undefined) {
    err(`error: ${clash}\n`);
    return 1;
  }
  const isPublic = PATHS.some((path) => what === path || (path.endsWith('*') && what.startsWith(path.slice(0, -1))));
  const may = isMaster || (isPath && verb === 'get' && isPublic) || (verb === 'create' && OF_ONESELF.includes(what));
  if (!isOn(line, 'quiet')) out(may ? 'yes\n' : 'no\n');
  return may ? 0 : 1;
};

/** What everybody may ask who is known, where nobody has said more; the table has what two roles grant twice. */
const OF_ONESELF = [
  'selfsubjectreviews.authentication.k8s.io',
  'selfsubjectaccessreviews.authorization.k8s.io',
  'selfsubjectrulesreviews.authorization.k8s.io',
];
const PATHS =
  '/api/* /api /apis/* /apis /healthz /healthz /livez /livez /openapi/* /openapi /readyz /readyz /version/ /version/ /version /version'.split(
    ' ',
  );

/** A name with dots is one of a group. */
function inGroup(type: string): string {
  const [name = '', ...group] = type.split('.');
  return group.length === 0 ? `'${name}'` : `'${name}' in group '${group.join('.')}'`;
}

const VERBS: ReadonlySet<string> = new Set(
  '* approve attest bind create delete deletecollection escalate get impersonate list patch sign update use watch'.split(
    ' ',
  ),
);
const URL_VERBS: ReadonlySet<string> = new Set('* delete get head options patch post put'.split(' '));

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/auth/whoami.go */
const whoAmI: Command = function* ({ cluster, line, out, err }) {
  const user = userOf(line);
  if (isFailure(user)) return 1;
  const { name: username, groups } = user;
  const printer = printerFor(flagValue(line, 'output'), {}, 'no tables');
  const shown = !printer
    ? renderTable([
        ['ATTRIBUTE', 'VALUE'],
        ['Username', username],
        ['Groups', `[${groups.join(' ')}]`],
      ])
    : isFailure(printer)
      ? printer
      : printer({
          apiVersion: 'authentication.k8s.io/v1',
          kind: 'SelfSubjectReview',
          metadata: { creationTimestamp: timestamp(cluster.clock) },
          status: { userInfo: { groups, username } },
        });
  if (!isFailure(shown)) {
    out(shown);
    return 0;
  }
  err(shown.failure);
  return shown.exit;
};

/** The commands below `kubectl auth`. */
export const authRows: Readonly<Record<string, CommandRow>> = {
  'can-i': row(canI, 'all-namespaces,A:bool list:bool no-headers:bool quiet,q:bool subresource:string'),
  reconcile: row(notSimulated),
  whoami: row(whoAmI, 'output,o:string'),
};
