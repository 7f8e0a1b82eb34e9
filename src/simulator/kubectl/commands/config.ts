import type { JsonObject } from '../../api/json.ts';
import { goQuote } from '../../go-quote.ts';
import type { CommandRow } from '../command-row.ts';
import { row } from '../command-row.ts';
import type { Command, CommandContext } from '../command.ts';
import { isFailure, plainFailure, usageFailure, type Failure } from '../failure.ts';
import { CONTEXT, contextsOf } from '../kubeconfig.ts';
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
  const { current, namespaces } = contextsOf(cluster.store);
  const unknown = line.args.find((name) => !namespaces.has(name));
  const isHeaded = output === '' && !isOn(line, 'no-headers');
  const header = isHeaded ? [['CURRENT', 'NAME', 'CLUSTER', 'AUTHINFO', 'NAMESPACE']] : [];
  if (unknown !== undefined) return { ...plainFailure(`context ${unknown} not found`), printed: renderTable(header) };
  const shown = [...namespaces].filter(([name]) => line.args.length === 0 || line.args.includes(name)).sort();
  if (output === 'name') return shown.map(([name]) => `${name}\n`).join('');
  const rows = shown.map(([name, namespace]) => [
    name === current ? '*' : '',
    name,
    CONTEXT.cluster,
    CONTEXT.user,
    namespace,
  ]);
  return renderTable([...header, ...rows]);
});

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/config/use_context.go */
const useContext = saying(({ cluster, line }) => {
  const [name, ...more] = line.args;
  if (name === undefined || more.length > 0) return plainFailure(`Unexpected args: [${line.args.join(' ')}]`);
  const contexts = contextsOf(cluster.store);
  if (!contexts.namespaces.has(name)) return plainFailure(`no context exists with the name: ${goQuote(name)}`);
  contexts.current = name;
  return `Switched to context ${goQuote(name)}.\n`;
});

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/config/set_context.go */
const setContext = saying(({ cluster, line }) => {
  const [name] = line.args;
  const current = isOn(line, 'current');
  if (current && name !== undefined) return plainFailure('you cannot specify both a context name and --current');
  if (!current && name === undefined) return plainFailure('you must specify a non-empty context name or --current');
  const contexts = contextsOf(cluster.store);
  const named = name ?? contexts.current;
  const known = contexts.namespaces.get(named);
  const isNew = known === undefined;
  const fits = (flag: 'cluster' | 'user'): boolean =>
    flagValue(line, flag) === CONTEXT[flag] || (!isNew && !flagValue(line, flag));
  if (!fits('cluster') || !fits('user'))
    return plainFailure(
      `there is one cluster and one user here: a context has --cluster=${CONTEXT.cluster} --user=${CONTEXT.user}`,
    );
  contexts.namespaces.set(named, flagValue(line, 'namespace') ?? known ?? '');
  return `Context ${goQuote(named)} ${isNew ? 'created' : 'modified'}.\n`;
});

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/config/delete_context.go */
const deleteContext = saying(({ cluster, line, err }) => {
  const { current, namespaces } = contextsOf(cluster.store);
  const [name = ''] = line.args;
  if (!namespaces.delete(name)) return plainFailure(`cannot delete context ${name}, not in ${FILE}`);
  if (name === current)
    err('warning: this removed your active context, use "kubectl config use-context" to select a different one\n');
  return `deleted context ${name} from ${FILE}\n`;
});

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/config/rename_context.go */
const renameContext = saying(({ cluster, line }) => {
  const contexts = contextsOf(cluster.store);
  const [name = '', other = '', ...more] = line.args;
  if (other === '' || more.length > 0) return plainFailure(`Unexpected args: [${line.args.join(' ')}]`);
  const namespace = contexts.namespaces.get(name);
  if (namespace === undefined) return plainFailure(`cannot rename the context ${goQuote(name)}, it's not in ${FILE}`);
  if (contexts.namespaces.has(other))
    return plainFailure(
      `cannot rename the context ${goQuote(name)}, the context ${goQuote(other)} already exists in ${FILE}`,
    );
  contexts.namespaces.delete(name);
  contexts.namespaces.set(other, namespace);
  if (contexts.current === name) contexts.current = other;
  return `Context ${goQuote(name)} renamed to ${goQuote(other)}.\n`;
});

/** Where kubectl keeps all this. */
const FILE = '/root/.kube/config';

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/config/view.go */
const view = saying(({ cluster, line }) => {
  if (line.args.length > 0) return usageFailure('config view', `unexpected arguments: [${line.args.join(' ')}]`);
  const { current, namespaces } = contextsOf(cluster.store);
  const shown = [...namespaces].filter(([name]) => name === current || !isOn(line, 'minify')).sort();
  const config: JsonObject = {
    apiVersion: 'v1',
    clusters: [{ cluster: { server: CONTEXT.server }, name: CONTEXT.cluster }],
    contexts: shown.map(([name, namespace]) => ({
      context: { cluster: CONTEXT.cluster, ...(namespace ? { namespace } : {}), user: CONTEXT.user },
      name,
    })),
    'current-context': current,
    kind: 'Config',
    users: [{ name: CONTEXT.user, user: {} }],
  };
  const printer = printerFor(flagValue(line, 'output'), { template: flagValue(line, 'template') }, 'no tables');
  return isFailure(printer) ? printer : printer ? printer(config) : yamlText(config);
});

const printing = 'allow-missing-template-keys:bool output,o:string show-managed-fields:bool template:string';

/** The commands below `kubectl config`: those that read, and those that choose contexts and their namespaces. */
export const configRows: Readonly<Record<string, CommandRow>> = {
  'current-context': row(saying(({ cluster }) => `${contextsOf(cluster.store).current}\n`)),
  'delete-cluster': row(notSimulated),
  'delete-context': row(deleteContext),
  'delete-user': row(notSimulated),
  'get-clusters': row(saying(() => `NAME\n${CONTEXT.cluster}\n`)),
  'get-contexts': row(getContexts, 'no-headers:bool output,o:string'),
  'get-users': row(saying(() => `NAME\n${CONTEXT.user}\n`)),
  'rename-context': row(renameContext),
  set: row(notSimulated),
  'set-cluster': row(notSimulated),
  'set-context': row(setContext, 'current:bool'),
  'set-credentials': row(notSimulated),
  unset: row(notSimulated),
  'use-context': row(useContext, '', { aliases: ['use'] }),
  view: row(view, `${printing} flatten:bool merge:bool minify:bool raw:bool`),
};
