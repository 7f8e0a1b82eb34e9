import { apiVersionOf } from '../../api/resources.ts';
import type { Command } from '../command.ts';
import { usageFailure } from '../failure.ts';
import { flagValue, flagValues, isOn } from '../line.ts';
import { renderTable } from '../printers/table.ts';
import { resources, type Resource } from '../resources.ts';

export const apiResourcesFlags =
  'api-group:string cached:bool categories:strings namespaced:bool no-headers:bool output,o:string sort-by:string verbs:strings';

/** What can be asked for here: a real cluster has more. @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/apiresources/apiresources.go */
export const apiResources: Command = function* ({ line, out, err }) {
  if (line.args.length > 0) return unexpected('api-resources', line.args, err);
  const by = flagValue(line, 'sort-by') ?? '';
  if (!['', 'name', 'kind'].includes(by)) {
    err('error: --sort-by accepts only name or kind\n');
    return 1;
  }
  const output = flagValue(line, 'output') ?? '';
  if (!['', 'wide', 'name'].includes(output)) {
    err(
      `error: unable to match a printer suitable for the output format ${JSON.stringify(output)}, allowed formats are: json,kyaml,name,wide,yaml\n`,
    );
    return 1;
  }
  const namespaced = flagValue(line, 'namespaced');
  const group = flagValue(line, 'api-group');
  const shown = [...resources]
    .filter(
      (r) =>
        (namespaced === undefined || r.namespaced === (namespaced !== 'false')) &&
        (group === undefined || r.group === group) &&
        flagValues(line, 'categories').every((category) => category === 'all' && r.inAll) &&
        flagValues(line, 'verbs').every((verb) => VERBS.includes(verb)),
    )
    .sort(
      (a, b) => order(by === '' ? a.group : '', by === '' ? b.group : '') || order(sortedBy(a, by), sortedBy(b, by)),
    );
  if (output === 'name') {
    out(shown.map((r) => `${r.group === '' ? r.plural : `${r.plural}.${r.group}`}\n`).join(''));
    return 0;
  }
  const isWide = output === 'wide';
  const header = ['NAME', 'SHORTNAMES', 'APIVERSION', 'NAMESPACED', 'KIND', ...(isWide ? ['VERBS', 'CATEGORIES'] : [])];
  const rows = shown.map((r) => [
    r.plural,
    r.short.join(','),
    apiVersionOf(r),
    String(r.namespaced),
    r.kind,
    ...(isWide ? [VERBS.join(','), r.inAll ? 'all' : ''] : []),
  ]);
  out(renderTable(isOn(line, 'no-headers') ? rows : [header, ...rows]));
  return 0;
};

const VERBS = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];
const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const sortedBy = (resource: Resource, by: string): string => (by === 'kind' ? resource.kind : resource.plural);

function unexpected(command: string, args: readonly string[], err: (text: string) => void): number {
  err(usageFailure(command, `unexpected arguments: [${args.join(' ')}]`).failure);
  return 1;
}

export const apiVersions: Command = function* ({ line, out, err }) {
  if (line.args.length > 0) return unexpected('api-versions', line.args, err);
  out(
    [...new Set(resources.map(apiVersionOf))]
      .sort()
      .map((version) => `${version}\n`)
      .join(''),
  );
  return 0;
};
