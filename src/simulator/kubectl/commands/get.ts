import { qualified } from '../../api/resources.ts';
import type { Command, CommandContext, ParsedLine } from '../command.ts';
import { errorText, failure, isFailure, plainFailure, statusText, type Failure } from '../failure.ts';
import { flagValue, isOn } from '../line.ts';
import { asJson, listOf, printerFor, type Printer } from '../printers/output.ts';
import { pathProblem } from '../path-segment.ts';
import { resourceTable } from '../printers/resource-table.ts';
import { renderTable } from '../printers/table.ts';
import { findObjects, readArguments, type Found, type Wanted } from '../resource-arguments.ts';
import type { Resource } from '../resources.ts';
import { inFiles } from '../visit.ts';
import { sorted, sortedForTables, type Line } from './get-sort.ts';
import { rawAnswer } from './get-raw.ts';
import { watchObjects } from './get-watch.ts';

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/get/get.go */
export const get: Command = function* (context) {
  const raw = flagValue(context.line, 'raw');
  if (raw) {
    const refused = rawAnswer(context, raw);
    return refused ? fail(context, refused) : 0;
  }
  const asked = read(context);
  if (isFailure(asked)) return fail(context, asked);
  if (isOn(context.line, 'watch') || isOn(context.line, 'watch-only'))
    return isFailure(asked.printer)
      ? fail(context, asked.printer)
      : yield* watchObjects(context, whatIsNamed(asked), asked.printer);
  const result = show(context, asked);
  return isFailure(result) ? fail(context, result) : result;
};

/** Objects that manifests name are watched as arguments are. */
function whatIsNamed({ wanted, named }: Asked): Wanted {
  const [only] = named ?? [];
  if (!only || !('object' in only)) return wanted;
  const { name, namespace = wanted.namespace } = only.object.metadata;
  return { ...wanted, args: [`${qualified(only.resource)}/${name}`], namespace };
}

function fail({ out, err }: CommandContext, { failure: text, exit, printed = '' }: Failure): number {
  out(printed);
  err(text);
  return exit;
}

export const getFlags =
  'all-namespaces,A:bool allow-missing-template-keys:bool chunk-size:int64 field-selector:string filename,f:strings ' +
  'ignore-not-found:bool kustomize,k:string label-columns,L:strings no-headers:bool output,o:string output-watch-events:bool ' +
  'raw:string recursive,R:bool selector,l:string server-print:bool show-kind:bool show-labels:bool show-managed-fields:bool ' +
  'sort-by:string subresource:string template:string watch,w:bool watch-only:bool';

interface Asked {
  readonly wanted: Wanted;
  /** What manifests name (-f). */
  readonly named: readonly Found[] | undefined;
  /** undefined for a table; what cannot print is heard of once something is to be printed. */
  readonly printer: Printer | Failure | undefined;
}

function read(context: CommandContext): Asked | Failure {
  const { line } = context;
  const printer = printerFor(flagValue(line, 'output'), {
    noHeaders: isOn(line, 'no-headers'),
    managedFields: isOn(line, 'show-managed-fields'),
    template: flagValue(line, 'template'),
    missingKeys:
      line.flags.has('allow-missing-template-keys') && !isOn(line, 'allow-missing-template-keys')
        ? 'refused'
        : 'left out',
  });
  const refused = flagsThatClash(line);
  if (refused) return refused;
  const args = [...line.args, ...(line.afterDashes ?? [])];
  const named = line.flags.has('filename') ? inFiles(context, args) : undefined;
  if (isFailure(named)) return named;
  if (args.length === 0 && !named)
    return failure(
      'You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.\n\n' +
        errorText(
          'Required resource not specified.\nUse "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).\n' +
            "See 'kubectl get -h' for help and examples",
        ),
    );
  const wanted: Wanted = {
    args,
    namespace: context.namespace,
    allNamespaces: isOn(line, 'all-namespaces'),
    labels: flagValue(line, 'selector'),
    fields: flagValue(line, 'field-selector'),
    typeAlone: 'means all',
    now: context.cluster.clock.epoch + context.cluster.clock.now,
  };
  return { wanted, named, printer };
}

/** @source the same file upstream, Validate */
function flagsThatClash(line: ParsedLine): Failure | undefined {
  const output = flagValue(line, 'output') ?? '';
  const watches = isOn(line, 'watch') || isOn(line, 'watch-only');
  if (isOn(line, 'show-labels') && output !== '' && output !== 'wide')
    return plainFailure(`--show-labels option cannot be used with ${output} printer`);
  if (isOn(line, 'output-watch-events') && !watches)
    return plainFailure('--output-watch-events option can only be used with --watch or --watch-only');
  return undefined;
}

function show(context: CommandContext, { wanted, named, printer }: Asked): number | Failure {
  const { line, cluster, out, err } = context;
  const refused = refusedPath(line, wanted);
  if (refused) return refused;
  const found = named ?? findObjects(cluster.store, wanted);
  warnOfNames(context, isFailure(found) ? [] : found);
  if (isFailure(found)) return found;
  const refusals = found.filter(
    (f) => 'error' in f && !(isOn(line, 'ignore-not-found') && f.error.reason === 'NotFound'),
  );
  const objects = found.filter((f) => 'object' in f);
  const lines = printer ? sorted(context, objects) : sortedForTables(context, objects, wanted);
  if (isFailure(lines)) return lines;

  if (printer) {
    const isSingle = isNamedAlone(wanted);
    const [only] = lines;
    if (isSingle && !only && refusals.length === 0) return 0;
    if (!(isSingle && !only)) {
      if (isFailure(printer)) return printer;
      const text = printer(isSingle && only ? asJson(only.object) : listOf(lines.map((l) => l.object)));
      if (isFailure(text)) return text;
      out(text);
    }
  } else {
    const unlisted = new Set(refusals.flatMap((f) => ('error' in f && f.name === '' ? [f.resource] : [])));
    out(tables(context, wanted, lines, unlisted));
  }

  for (const refusal of refusals) if ('error' in refusal) err(statusText(refusal.error));
  if (!printer && lines.length === 0 && refusals.length === 0 && !isOn(line, 'ignore-not-found'))
    err(
      wanted.allNamespaces || (!named && !areNamespaced(wanted))
        ? 'No resources found\n'
        : `No resources found in ${context.namespace} namespace.\n`,
    );
  return refusals.length > 0 ? 1 : 0;
}

/** What no request can ask for: a namespace that is none, or what is below many objects at once. */
function refusedPath(line: ParsedLine, wanted: Wanted): Failure | undefined {
  const read = readArguments(wanted);
  if (isFailure(read)) return undefined;
  const subresource = flagValue(line, 'subresource') ?? '';
  if (subresource !== '' && !read.byName)
    return plainFailure('subresource cannot be used when bulk resources are specified');
  const nowhere = wanted.allNamespaces || read.byName ? undefined : pathProblem('namespace', wanted.namespace);
  if (nowhere !== undefined && read.selections.some((s) => s.resource.namespaced)) return failure(`${nowhere}\n`);
  if (subresource === 'scale' && read.selections.every((s) => SCALES.has(s.resource.kind)))
    return plainFailure(
      '"kubectl get --subresource=scale" is not simulated here: "-o jsonpath={.spec.replicas}" shows it',
    );
  return subresource === '' || subresource === 'status'
    ? undefined
    : failure(
        statusText({ code: 404, reason: 'NotFound', message: 'the server could not find the requested resource' }),
      );
}

const SCALES: ReadonlySet<string> = new Set(['Deployment', 'ReplicaSet', 'StatefulSet', 'ReplicationController']);

/** One object was asked for: it is then printed as itself, not as a List. */
function isNamedAlone(wanted: Wanted): boolean {
  const read = readArguments(wanted);
  return !isFailure(read) && read.byName && read.selections.length === 1;
}

function areNamespaced(wanted: Wanted): boolean {
  const read = readArguments(wanted);
  return !isFailure(read) && read.selections.every((s) => s.resource.namespaced);
}

/** Lists count whether anything is in them or not, but not those that were refused; names where something was found. */
function severalKinds(wanted: Wanted, lines: readonly Line[], unlisted: ReadonlySet<Resource>): boolean {
  const read = readArguments(wanted);
  const named = !isFailure(read) && !read.byName ? read.selections.filter((s) => !unlisted.has(s.resource)) : lines;
  return new Set(named.map((n) => n.resource)).size > 1;
}

/** What the API server or kubectl's discovery warns of when a resource is named so. */
export function warnOfNames({ line, err }: CommandContext, found: readonly Found[]): void {
  if (line.args.some((arg) => arg.split(/[,/]/)[0] === 'ev')) err(EVENTS_WARNING);
  if (found.some((f) => f.resource.kind === 'Endpoints')) err(ENDPOINTS_WARNING);
}

export const EVENTS_WARNING =
  'Warning: short name "ev" could also match lower priority resource events.events.k8s.io\n';
const ENDPOINTS_WARNING = 'Warning: v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice\n';

/** One table a resource, in the order in which they come; a blank line between them. */
function tables(
  { line, cluster }: CommandContext,
  wanted: Wanted,
  lines: readonly Line[],
  unlisted: ReadonlySet<Resource>,
): string {
  const groups: Line[][] = [];
  for (const l of lines) {
    const last = groups.at(-1);
    if (last?.[0]?.resource === l.resource) last.push(l);
    else groups.push([l]);
  }
  const withKind = isOn(line, 'show-kind') || severalKinds(wanted, lines, unlisted);
  const now = cluster.clock.epoch + cluster.clock.now;
  const noHeaders = isOn(line, 'no-headers');
  let spaced = false;
  const texts = groups.map((group) => {
    const resource = group[0]?.resource;
    if (!resource) return '';
    const objects = group.map((l) => l.object);
    const column = spaced ? 'of a table before' : 'of its own';
    spaced ||= resource.namespaced;
    const { header, rows } = resourceTable(line, resource, objects, withKind, now, column);
    return renderTable(noHeaders ? rows : [header, ...rows]);
  });
  return texts.join(noHeaders ? '' : '\n');
}
