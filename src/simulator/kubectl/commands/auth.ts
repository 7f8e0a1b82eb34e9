import { row, type CommandRow } from '../command-row.ts';
import type { Command } from '../command.ts';
import { CONTEXT } from '../kubeconfig.ts';
import { flagValue, isOn } from '../line.ts';
import { renderTable } from '../printers/table.ts';
import { findResource } from '../resources.ts';
import { notSimulated } from './not-simulated.ts';

/**
 * There is one user here, who may do everything, as a cluster's administrator may.
 * @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/auth/cani.go
 */
const canI: Command = function* ({ line, out, err }) {
  if (isOn(line, 'list') && line.args.length > 0) {
    err('error: list option must be specified with no arguments\n');
    return 1;
  }
  if (isOn(line, 'list')) {
    out(
      `${renderTable([
        ['Resources', 'Non-Resource URLs', 'Resource Names', 'Verbs'],
        ['*.*', '[]', '[]', '[*]'],
      ])}`,
    );
    return 0;
  }
  const [verb = '', what = '', ...more] = line.args;
  if (what === '' || more.length > 0) {
    err(
      "error: you must specify two arguments: verb resource or verb resource/resourceName.\nSee 'kubectl auth can-i -h' for help and examples.\n",
    );
    return 1;
  }
  if (!(what.startsWith('/') ? URL_VERBS : VERBS).has(verb)) err(`Warning: verb '${verb}' is not a known verb\n\n`);
  const [type = ''] = what.split('/');
  const resource = findResource(type);
  if (!resource && !what.startsWith('/') && type !== '*')
    err(`Warning: the server doesn't have a resource type '${type}'\n\n`);
  const anywhere = isOn(line, 'all-namespaces') || flagValue(line, 'namespace') !== undefined;
  if (resource && !resource.namespaced && !anywhere)
    err(
      `Warning: resource '${resource.plural}' is not namespace scoped${resource.group ? ` in group '${resource.group}'` : ''}\n\n`,
    );
  if (!isOn(line, 'quiet')) out('yes\n');
  return 0;
};

const VERBS: ReadonlySet<string> = new Set(
  '* approve attest bind create delete deletecollection escalate get impersonate list patch sign update use watch'.split(
    ' ',
  ),
);
const URL_VERBS: ReadonlySet<string> = new Set('* delete get head options patch post put'.split(' '));

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/auth/whoami.go */
const whoAmI: Command = function* ({ out }) {
  out(
    renderTable([
      ['ATTRIBUTE', 'VALUE'],
      ['Username', CONTEXT.user],
      ['Groups', '[system:masters system:authenticated]'],
    ]),
  );
  return 0;
};

/** The commands below `kubectl auth`. */
export const authRows: Readonly<Record<string, CommandRow>> = {
  'can-i': row(canI, 'all-namespaces,A:bool list:bool no-headers:bool quiet,q:bool subresource:string'),
  reconcile: row(notSimulated),
  whoami: row(whoAmI, 'output,o:string'),
};
