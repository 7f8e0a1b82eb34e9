import { SIGNALS, type SignalName } from '../../process.ts';
import type { Task } from '../../../task.ts';
import { write } from '../output.ts';
import type { Shell } from '../shell.ts';
import { parseSignal } from '../signal-names.ts';
import { singleQuote } from '../trace.ts';
import { takeOptions } from './options.ts';

const numberOf = (name: SignalName | 'EXIT' | 'ERR'): number =>
  name === 'EXIT' ? 0 : name === 'ERR' ? Infinity : SIGNALS[name];

/** trap [action] signals: '' ignores, '-' or no action takes back. @source busybox 1.35 shell/ash.c trapcmd */
function* trap(shell: Shell, args: readonly string[]): Task<number> {
  const { rest } = takeOptions(shell, args);
  if (rest.length === 0) {
    const numbered = [...shell.traps].sort(([a], [b]) => numberOf(a) - numberOf(b));
    for (const [signal, action] of numbered)
      yield* write(shell.process, `trap -- ${singleQuote(action)} ${signal.replace(/^SIG/, '')}\n`);
    return 0;
  }
  const [first] = rest;
  const takesBack = rest.length === 1 || /^\d+$/.test(first ?? '');
  const action = takesBack ? '-' : first!;
  let status = 0;
  for (const text of takesBack ? rest : rest.slice(1)) {
    const signal = parseSignal(text);
    if (text === 'ERR') {
      if (action === '-') shell.traps.delete('ERR');
      else shell.traps.set('ERR', action);
    } else if (!signal) {
      yield* write(shell.process, shell.prefixed(`${text}: invalid signal specification`), 2);
      status = 1;
    } else if (signal.number === 0) {
      if (action === '-') shell.traps.delete('EXIT');
      else shell.traps.set('EXIT', action);
    } else if (signal.name) setTrap(shell, signal.name, action);
  }
  return status;
}

function setTrap(shell: Shell, signal: SignalName, action: string): void {
  const { handlers } = shell.process;
  // what was ignored when the shell started stays ignored
  if (handlers.get(signal) === 'ignore' && !shell.traps.has(signal)) return;
  if (action === '-') {
    shell.traps.delete(signal);
    handlers.delete(signal);
    return;
  }
  shell.traps.set(signal, action);
  if (signal !== 'SIGKILL' && signal !== 'SIGSTOP')
    // kept, but never run
    handlers.set(signal, action === '' ? 'ignore' : () => shell.pending.add(signal));
}

/** The builtin that says what signals do. */
export const signals = { trap };
