import type { Pod } from '../../api/schema/kinds.ts';
import { valueOf, milliOf } from '../../quantity.ts';
import type { Command, CommandContext } from '../command.ts';
import { failure, isFailure, plainFailure, statusText, type Failure } from '../failure.ts';
import { flagValue, isOn } from '../line.ts';
import { renderTable } from '../printers/table.ts';
import { findObjects, sortedByKey } from '../resource-arguments.ts';

const common =
  'no-headers:bool selector,l:string show-capacity:bool sort-by:string use-protocol-buffers:bool show-swap:bool';
export const topPodFlags = `${common} all-namespaces,A:bool containers:bool field-selector:string sum:bool`;
export const topNodeFlags = common;

interface Usage {
  /** Thousandths of a core. */
  readonly cpu: number;
  /** Bytes. */
  readonly memory: number;
}

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/top/top_pod.go; pkg/metricsutil/metrics_printer.go */
export const topPod: Command = function* (context) {
  const { line, out } = context;
  const pods = measuredPods(context, line.args);
  if (isFailure(pods)) return fail(context, pods);
  const all = isOn(line, 'all-namespaces');
  const perContainer = isOn(line, 'containers');
  const rows = bySort(
    context,
    pods.flatMap(({ pod, containers }) => {
      const namespace = all ? [pod.metadata.namespace ?? ''] : [];
      const parts = perContainer
        ? containers.map((c) => ({ name: [c.name], usage: c }))
        : [{ name: [], usage: sum(containers) }];
      return parts.map(({ name, usage }) => ({
        usage,
        cells: [...namespace, pod.metadata.name, ...name, ...amounts(usage)],
      }));
    }),
  );
  const header = [
    ...(all ? ['NAMESPACE'] : []),
    ...(perContainer ? ['POD', 'NAME'] : ['NAME']),
    'CPU(cores)',
    'MEMORY(bytes)',
    '',
  ];
  out(renderTable(isOn(line, 'no-headers') ? rows : [header, ...rows]));
  return 0;
};

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/top/top_node.go */
export const topNode: Command = function* (context) {
  const { line, cluster, out } = context;
  const found = findObjects(cluster.store, {
    args: ['nodes', ...line.args],
    namespace: context.namespace,
    labels: flagValue(line, 'selector'),
    typeAlone: 'means all',
  });
  if (isFailure(found)) return fail(context, found);
  const pods = measuredPods(
    { ...context, line: { ...line, args: [], flags: new Map([['all-namespaces', ['true']]]) } },
    [],
  );
  if (isFailure(pods)) return fail(context, pods);
  const lines: { usage: Usage; cells: string[] }[] = [];
  for (const item of found) {
    if ('error' in item) return fail(context, failure(statusText(item.error)));
    if (item.object.kind !== 'Node') continue;
    const { metadata, status } = item.object;
    const usage = sum(
      pods.filter(({ pod }) => pod.spec.nodeName === metadata.name).flatMap(({ containers }) => containers),
    );
    const share = (part: number, whole: number): string => `${whole === 0 ? 0 : Math.trunc((part / whole) * 100)}%`;
    const [cpu, memory] = amounts(usage);
    lines.push({
      usage,
      cells: [
        metadata.name,
        cpu,
        share(usage.cpu, milliOf(status?.allocatable?.['cpu'])),
        memory,
        share(usage.memory, valueOf(status?.allocatable?.['memory'])),
      ],
    });
  }
  const rows = bySort(context, lines);
  out(
    renderTable(
      isOn(line, 'no-headers') ? rows : [['NAME', 'CPU(cores)', 'CPU(%)', 'MEMORY(bytes)', 'MEMORY(%)', ''], ...rows],
    ),
  );
  return 0;
};

function fail({ err }: CommandContext, { failure: text, exit }: Failure): number {
  err(text);
  return exit;
}

interface Measured {
  readonly pod: Pod;
  readonly containers: readonly (Usage & { readonly name: string })[];
}

function measuredPods(
  { cluster, line, namespace }: CommandContext,
  names: readonly string[],
): readonly Measured[] | Failure {
  const sort = flagValue(line, 'sort-by') ?? '';
  if (!['', 'cpu', 'memory'].includes(sort)) return plainFailure('--sort-by accepts only cpu or memory');
  if (names.length > 0 && flagValue(line, 'selector'))
    return plainFailure('only one of NAME or selector can be provided');
  const found = findObjects(cluster.store, {
    args: ['pods', ...names],
    namespace,
    allNamespaces: isOn(line, 'all-namespaces'),
    labels: flagValue(line, 'selector'),
    fields: flagValue(line, 'field-selector'),
    typeAlone: 'means all',
  });
  if (isFailure(found)) return found;
  const nodes = sortedByKey(cluster.store.list('Node'));
  if (nodes.every((node) => cluster.node(node.metadata.name) === undefined))
    return plainFailure('Metrics API not available');
  const measured: Measured[] = [];
  for (const item of found) {
    if ('error' in item) return failure(statusText(item.error));
    if (item.object.kind !== 'Pod') continue;
    const pod = item.object;
    const { namespace: space = '', name, uid } = pod.metadata;
    const node = cluster.node(pod.spec.nodeName ?? '');
    const containers = pod.spec.containers.flatMap((c) => {
      const usage = node?.usage({ namespace: space, name, uid }, c.name);
      return usage ? [{ ...usage, name: c.name }] : [];
    });
    if (containers.length > 0) measured.push({ pod, containers });
  }
  return measured;
}

const sum = (usages: readonly Usage[]): Usage => ({
  cpu: usages.reduce((total, u) => total + u.cpu, 0),
  memory: usages.reduce((total, u) => total + u.memory, 0),
});

const amounts = ({ cpu, memory }: Usage): [string, string] => [
  `${Math.ceil(cpu)}m`,
  `${Math.floor(memory / (1024 * 1024))}Mi`,
];

function bySort(
  { line }: CommandContext,
  lines: readonly { readonly usage: Usage; readonly cells: readonly string[] }[],
): readonly (readonly string[])[] {
  const by = flagValue(line, 'sort-by');
  const sorted = by === 'cpu' || by === 'memory' ? [...lines].sort((a, b) => b.usage[by] - a.usage[by]) : lines;
  // Every cell ends in a tab upstream, the last one too.
  return sorted.map((l) => [...l.cells, '']);
}
