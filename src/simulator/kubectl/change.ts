import type { Problem } from '../api/problem.ts';
import type { KubeObject } from '../api/schema/kinds.ts';
import type { Caller } from '../api/server.ts';
import { goQuote } from '../go-quote.ts';
import type { CommandContext } from './command.ts';
import { klogLine } from './klog.ts';
import { isFailure, plainFailure, type Failure } from './failure.ts';
import { flagValue } from './line.ts';
import { asJson, printerFor } from './printers/output.ts';
import { printedNameOf } from './resources.ts';
import { validationOf } from './validation.ts';

/** What commands that change things share: who asks, what they print, and which warnings were told already. */
export interface Change {
  readonly caller: Caller;
  readonly dryRun: 'none' | 'client' | 'server';
  /**
   * Prints "pod/web created", or the object where -o asks for it.
   * @param dry - whether the line ends with "(dry run)": patch and taint forget it
   */
  readonly tell: (object: KubeObject, done: string, dry?: 'of a dry run nothing is said') => Failure | undefined;
  /** Prints each warning of the API server once. */
  readonly warn: (warnings: readonly Problem[]) => void;
}

/**
 * Reads --dry-run, -o, --validate and --field-manager.
 * @param objects - how the command holds what it prints: as Go types, or as maps
 * @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/util/helpers.go GetDryRunStrategy; cli-runtime pkg/genericclioptions/print_flags.go
 */
export function readChange(context: CommandContext, objects: 'typed' | 'maps' = 'maps'): Change | Failure {
  const { line, err, out } = context;
  const asked = flagValue(line, 'dry-run');
  const dryRun = dryRunOf(asked);
  if (dryRun === undefined)
    return plainFailure(
      `Invalid dry-run value (${flagValue(line, 'dry-run') ?? ''}). Must be "none", "server", or "client".`,
    );
  const old = DEPRECATED.get(asked);
  if (old !== undefined)
    err(
      klogLine(
        context.cluster.clock,
        'W',
        'helpers.go:719',
        `--dry-run${old} and can be replaced with --dry-run=${dryRun}.`,
      ),
    );
  const validation = validationOf(flagValue(line, 'validate'));
  if (validation === undefined)
    return plainFailure(
      `invalid - validate option ${goQuote(flagValue(line, 'validate') ?? '')}; must be one of: strict (or true), warn, ignore (or false)`,
    );
  const printer = printerFor(
    flagValue(line, 'output'),
    { template: flagValue(line, 'template'), typed: objects === 'typed' },
    'no tables',
  );
  if (isFailure(printer)) return printer;
  const told = new Set<string>();
  const typed = `kubectl ${line.command.join(' ')}`;
  return {
    dryRun,
    caller: {
      cause: { actor: 'kubectl', reason: typed },
      fieldValidation: CHECKING.has(line.command[0] ?? '') ? validation : 'Warn',
      fieldManager: flagValue(line, 'field-manager') ?? `kubectl-${line.command[0] ?? ''}`,
      ...(dryRun === 'server' ? { dryRun: true } : {}),
    },
    tell: (object, done, dry) => {
      const text = printer ? printer(asJson(object)) : `${printedNameOf(object)} ${done}${dry ? '' : SUFFIX[dryRun]}\n`;
      if (isFailure(text)) {
        out(text.printed ?? '');
        return text;
      }
      out(text);
      return undefined;
    },
    warn: (warnings) => {
      for (const { text } of warnings) {
        if (!told.has(text)) err(`Warning: ${text}\n`);
        told.add(text);
      }
    },
  };
}

/** Commands that read manifests ask the server to be strict; the others do not say how it should be, and are warned. */
const CHECKING: ReadonlySet<string> = new Set(['apply', 'create', 'diff', 'edit', 'replace', 'taint']);

const DEPRECATED: ReadonlyMap<string | undefined, string> = new Map([
  ['unchanged', ' is deprecated'],
  ['true', '=true is deprecated (boolean value)'],
  ['false', '=false is deprecated (boolean value)'],
]);

const SUFFIX = { none: '', client: ' (dry run)', server: ' (server dry run)' } as const;

/** --dry-run alone still means the client, as it did before it had values. */
function dryRunOf(value: string | undefined): Change['dryRun'] | undefined {
  switch (value) {
    case undefined:
    case 'none':
    case 'false':
      return 'none';
    case 'client':
    case 'true':
    case 'unchanged':
      return 'client';
    case 'server':
      return 'server';
    default:
      return undefined;
  }
}
