import { apiVersionOf } from '../../api/resources.ts';
import type { Command } from '../command.ts';
import { flagValue, isOn } from '../line.ts';
import { renderTable } from '../printers/table.ts';
import { resources } from '../resources.ts';

export const apiResourcesFlags =
  'api-group:string cached:bool categories:strings namespaced:bool no-headers:bool output,o:string sort-by:string verbs:strings';

/** What can be asked for here: a real cluster has more. @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/apiresources/apiresources.go */
export const apiResources: Command = function* ({ line, out, err }) {
  const output = flagValue(line, 'output') ?? '';
  if (!['', 'wide', 'name'].includes(output)) {
    err(`error: --output ${output} is not available\n`);
    return 1;
  }
  const namespaced = flagValue(line, 'namespaced');
  const group = flagValue(line, 'api-group');
  const shown = [...resources]
    .filter(
      (r) =>
        (namespaced === undefined || r.namespaced === (namespaced !== 'false')) &&
        (group === undefined || r.group === group),
    )
    .sort((a, b) => (a.group === b.group ? (a.plural < b.plural ? -1 : 1) : a.group < b.group ? -1 : 1));
  if (output === 'name') {
    out(shown.map((r) => `${r.group === '' ? r.plural : `${r.plural}.${r.group}`}\n`).join(''));
    return 0;
  }
  const header = ['NAME', 'SHORTNAMES', 'APIVERSION', 'NAMESPACED', 'KIND'];
  const rows = shown.map((r) => [r.plural, r.short.join(','), apiVersionOf(r), String(r.namespaced), r.kind]);
  out(renderTable(isOn(line, 'no-headers') ? rows : [header, ...rows]));
  return 0;
};

export const apiVersions: Command = function* ({ out }) {
  out(
    [...new Set(resources.map(apiVersionOf))]
      .sort()
      .map((version) => `${version}\n`)
      .join(''),
  );
  return 0;
};
