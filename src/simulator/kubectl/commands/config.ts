import type { JsonObject } from '../../api/json.ts';
import { goQuote } from '../../go-quote.ts';
import type { CommandRow } from '../command-row.ts';
import { row } from '../command-row.ts';
import type { Command, CommandContext } from '../command.ts';
import { isFailure, plainFailure, usageFailure, type Failure } from '../failure.ts';
import { CONTEXT, chooseNamespace, contextNamespace } from '../kubeconfig.ts';
import { flagValue, isOn } from '../line.ts';
import { printerFor } from '../printers/output.ts';
import { renderTable } from '../printers/table.ts';
import { yamlText } from '../printers/yaml-text.ts';
import { notSimulated } from './not-simulated.ts';

/** Says what a function gives, or how it failed. */
const saying = (say: (context: CommandContext) => string | Failure): Command =>
  function* (context) {
    const said = say(context);
    if (!isFailure(said)) {
      context.out(said);
      return 0;
    }
    context.out(said.printed ?? '');
    context.err(said.failure);
    return said.exit;
  };

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/config/get_contexts.go */
const getContexts = saying(({ cluster, line }) => {
  const output = flagValue(line, 'output') ?? '';
  if (output !== '' && output !== 'name')
    return plainFailure(
      `--output ${output} is not available in kubectl config get-contexts; resetting to default output format`,
    );
  const unknown = line.args.find((name) => name !== CONTEXT.name);
  const isHeaded = output === '' && !isOn(line, 'no-headers');
  const header = isHeaded ? [['CURRENT', 'NAME', 'CLUSTER', 'AUTHINFO', 'NAMESPACE']] : [];
  if (unknown !== undefined) return { ...plainFailure(`context ${unknown} not found`), printed: renderTable(header) };
  if (output === 'name') return `${CONTEXT.name}\n`;
  const cells = ['*', CONTEXT.name, CONTEXT.cluster, CONTEXT.user, contextNamespace(cluster.store)];
  return renderTable([...header, cells]);
});

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/config/use_context.go */
const useContext = saying(({ line }) => {
  const [name, ...more] = line.args;
  if (name === undefined || more.length > 0) return plainFailure(`Unexpected args: [${line.args.join(' ')}]`);
  return name === CONTEXT.name
    ? `Switched to context ${goQuote(name)}.\n`
    : plainFailure(`no context exists with the name: ${goQuote(name)}`);
});

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/config/set_context.go */
const setContext = saying(({ cluster, line }) => {
  const [name] = line.args;
  const current = isOn(line, 'current');
  if (current && name !== undefined) return plainFailure('you cannot specify both a context name and --current');
  if (!current && name === undefined) return plainFailure('you must specify a non-empty context name or --current');
  const other = ['cluster', 'user'].some((flag) => flagValue(line, flag) !== undefined);
  if (other || (!current && name !== CONTEXT.name))
    return plainFailure(
      'there is one cluster and one user here: "kubectl config set-context --current --namespace=NAME" is what works',
    );
  const namespace = flagValue(line, 'namespace');
  if (namespace !== undefined) chooseNamespace(cluster.store, namespace);
  return `Context ${goQuote(CONTEXT.name)} modified.\n`;
});

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/config/view.go */
const view = saying(({ cluster, line }) => {
  if (line.args.length > 0) return usageFailure('config view', `unexpected arguments: [${line.args.join(' ')}]`);
  const namespace = contextNamespace(cluster.store);
  const config: JsonObject = {
    apiVersion: 'v1',
    clusters: [{ cluster: { server: CONTEXT.server }, name: CONTEXT.cluster }],
    contexts: [
      {
        context: { cluster: CONTEXT.cluster, ...(namespace ? { namespace } : {}), user: CONTEXT.user },
        name: CONTEXT.name,
      },
    ],
    'current-context': CONTEXT.name,
    kind: 'Config',
    users: [{ name: CONTEXT.user, user: {} }],
  };
  const printer = printerFor(flagValue(line, 'output'), { template: flagValue(line, 'template') }, 'no tables');
  return isFailure(printer) ? printer : printer ? printer(config) : yamlText(config);
});

const printing = 'allow-missing-template-keys:bool output,o:string show-managed-fields:bool template:string';

/** The commands below `kubectl config`: those that read, and the choice of a namespace. */
export const configRows: Readonly<Record<string, CommandRow>> = {
  'current-context': row(saying(() => `${CONTEXT.name}\n`)),
  'delete-cluster': row(notSimulated),
  'delete-context': row(notSimulated),
  'delete-user': row(notSimulated),
  'get-clusters': row(saying(() => `NAME\n${CONTEXT.cluster}\n`)),
  'get-contexts': row(getContexts, 'no-headers:bool output,o:string'),
  'get-users': row(saying(() => `NAME\n${CONTEXT.user}\n`)),
  'rename-context': row(notSimulated),
  set: row(notSimulated),
  'set-cluster': row(notSimulated),
  'set-context': row(setContext, 'current:bool'),
  'set-credentials': row(notSimulated),
  unset: row(notSimulated),
  'use-context': row(useContext, '', { aliases: ['use'] }),
  view: row(view, `${printing} flatten:bool merge:bool minify:bool raw:bool`),
};
