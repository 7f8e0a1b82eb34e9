import type { Task } from '../task.ts';
import { recordingCause } from './change-cause.ts';
import type { ClusterAccess } from './command.ts';
import { parseLine } from './command-line.ts';
import { commands } from './commands.ts';
import { isEndless } from './endless.ts';
import { isFailure } from './failure.ts';
import { klogLine } from './klog.ts';
import { connectionProblem, contextNamespace } from './kubeconfig.ts';
import { helpText } from './help.ts';
import { mayDoAll, refusedReading, userOf, withoutRights } from './impersonation.ts';
import { flagValue, isOn } from './line.ts';
import { pipeStages, runFilters, type Stage } from './pipeline.ts';
import { shellCommand } from './shell-commands.ts';
import { shellWords } from './shell-words.ts';

export interface LineIo {
  readonly stdin: string;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly explain?: ((text: string, code: string) => void) | undefined;
}

/**
 * Runs what somebody typed: `kubectl get pods`, `k get pods` or `get pods`, piped into BusyBox's commands or not; `sleep` and
 * `watch` too.
 * @returns the exit code, of the last command as in a shell
 */
export function* runLine(cluster: ClusterAccess, line: string, io: LineIo): Task<number> {
  const stages = pipeStages(line);
  if (stages) return yield* runPiped(cluster, stages, io);
  const split = shellWords(line);
  if (!split.ok) {
    io.err(`${split.problem}\n`);
    return 2;
  }
  const beside = shellCommand(cluster.clock, split.words, io, (words, inner) => runWords(cluster, words, inner));
  return yield* beside ?? runWords(cluster, split.words, io);
}

/** Each stage once the one before has ended: what that printed is its standard input. */
function* runPiped(cluster: ClusterAccess, stages: readonly Stage[], io: LineIo): Task<number> {
  if (stages.some(({ runs, line }) => runs === 'kubectl' && isEndless(line))) {
    io.err('this terminal pipes a command once it has ended: leave out -w, -f or watch\n');
    return 2;
  }
  let exit = 0;
  let stdin = io.stdin;
  for (const [i, { runs, line }] of stages.entries()) {
    let piped = '';
    const out = i === stages.length - 1 ? io.out : (text: string): void => void (piped += text);
    exit =
      runs === 'kubectl'
        ? yield* runLine(cluster, line, { ...io, stdin, out })
        : yield* runFilters(cluster.clock, line, { ...io, stdin, out });
    stdin = piped;
  }
  return exit;
}

/** As `runLine`, with the line already taken apart. */
export function* runWords(cluster: ClusterAccess, words: readonly string[], io: LineIo): Task<number> {
  const named = words[0] === 'kubectl' || words[0] === 'k';
  const found = parseLine(named ? words.slice(1) : words, commands);
  if (isFailure(found)) {
    if (found.exit === 0) io.out(helpText([], commands));
    io.err(found.failure);
    return found.exit;
  }
  const { shape, line } = found;
  const [first] = line.command;
  if (first === 'help' || isOn(line, 'help')) {
    io.out(helpText(first === 'help' ? line.args : line.command, commands));
    return 0;
  }
  if (line.flags.has('record')) io.err('Flag --record has been deprecated, --record will be removed in the future\n');
  const refused = connectionProblem(cluster.store, line, shape.flags);
  if (refused) {
    io.err(refused.failure);
    return refused.exit;
  }
  const missing = (shape.required ?? []).filter((flag) => !line.flags.has(flag));
  if (missing.length > 0) {
    const flags = missing.map((flag) => `\\"${flag}\\"`).join(', ');
    io.err(klogLine(cluster.clock, 'E', 'run.go:72', `"command failed" err="required flag(s) ${flags} not set"`));
    return 1;
  }
  const namespace = flagValue(line, 'namespace') || contextNamespace(cluster.store, line) || 'default';
  const user = userOf(line);
  const mayNot = isFailure(user) ? user : mayDoAll(user) ? undefined : refusedReading(line, user, namespace);
  if (mayNot || isFailure(user)) {
    io.err(mayNot?.failure ?? '');
    return 1;
  }
  const reached = mayDoAll(user) ? cluster : withoutRights(cluster, user);
  return yield* shape.run({
    cluster: isOn(line, 'record') ? recordingCause(reached, line) : reached,
    line,
    namespace,
    ...io,
  });
}
