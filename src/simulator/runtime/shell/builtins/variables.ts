import type { Task } from '../../../task.ts';
import { write } from '../output.ts';
import type { Shell } from '../shell.ts';
import { isName } from '../syntax.ts';
import { singleQuote } from '../trace.ts';
import { takeOptions } from './options.ts';

/** NAME or NAME=value words of export, readonly and local. */
function* declare(shell: Shell, words: readonly string[], apply: (name: string) => void): Task<number> {
  for (const word of words) {
    const equals = word.indexOf('=');
    const name = equals < 0 ? word : word.slice(0, equals);
    if (!isName(name)) shell.fail(`${name}: bad variable name`);
    if (equals >= 0) shell.assign(name, word.slice(equals + 1));
    apply(name);
  }
  return 0;
}

function* show(shell: Shell, kind: 'export' | 'readonly'): Task<number> {
  for (const name of shell.variables.names()) {
    const variable = shell.variables.find(name);
    if (!variable || !(kind === 'export' ? variable.exported : variable.readonly)) continue;
    yield* write(shell.process, `${kind} ${name}${variable.value === null ? '' : `=${singleQuote(variable.value)}`}\n`);
  }
  return 0;
}

/** Builtins about variables. */
export const variables = {
  *export(shell: Shell, args: readonly string[]): Task<number> {
    const { given, rest } = takeOptions(shell, args, 'np');
    if (rest.length === 0) return yield* show(shell, 'export');
    return yield* declare(shell, rest, (name) => shell.variables.export(name, !given.includes('n')));
  },
  *readonly(shell: Shell, args: readonly string[]): Task<number> {
    const { rest } = takeOptions(shell, args, 'np');
    if (rest.length === 0) return yield* show(shell, 'readonly');
    return yield* declare(shell, rest, (name) => shell.variables.protect(name));
  },
  *local(shell: Shell, args: readonly string[]): Task<number> {
    if (!shell.variables.inFunction) shell.fail('not in a function');
    for (const word of args.slice(1)) {
      const [name = ''] = word.split('=', 1);
      if (!isName(name)) shell.fail(`${name}: bad variable name`);
      shell.variables.local(name);
      if (word.includes('=')) shell.assign(name, word.slice(name.length + 1));
      else if (shell.variables.find(name)?.readonly !== true) shell.variables.unset(name);
    }
    return 0;
  },
  unset: (shell: Shell, args: readonly string[]): number => {
    const { given, rest } = takeOptions(shell, args, 'vf');
    for (const name of rest) {
      if (given.endsWith('f')) {
        shell.functions.delete(name);
        continue;
      }
      if (!isName(name)) shell.fail(`${name}: bad variable name`);
      if (!shell.variables.unset(name)) shell.fail(`${name}: is read only`);
    }
    return 0;
  },
};
