import type { Task } from '../../task.ts';
import { findApplet } from './applet-table.ts';
import { directories } from './builtins/directories.ts';
import { flow } from './builtins/flow.ts';
import { getopts } from './builtins/getopts.ts';
import { jobs } from './builtins/jobs.ts';
import { names } from './builtins/names.ts';
import { read } from './builtins/read.ts';
import { settings } from './builtins/settings.ts';
import { limits } from './builtins/ulimit.ts';
import { signals } from './builtins/signals.ts';
import { variables } from './builtins/variables.ts';
import type { Shell } from './shell.ts';
import { SPECIAL_BUILTINS } from './special-builtins.ts';

/** A command inside the shell. `args` begins with its name; `tested` is TESTED where its status is asked for, else 0. */
export interface Builtin {
  readonly run: (shell: Shell, args: readonly string[], tested: number) => Task<number> | number;
  /** An error in it ends a script. */
  readonly special: boolean;
}

export type Builtins = Readonly<Record<string, Builtin['run']>>;

/** Applets that the shell runs itself. */
const INSIDE = ['echo', 'false', 'printf', 'test', 'true', '[', '[['];

const table = new Map<string, Builtin>();
for (const family of [directories, flow, getopts, jobs, limits, names, read, settings, signals, variables])
  for (const [name, run] of Object.entries(family)) table.set(name, { run, special: SPECIAL_BUILTINS.has(name) });
for (const name of INSIDE) {
  const applet = findApplet(name);
  if (applet)
    table.set(name, {
      special: false,
      run: (shell, args) =>
        applet({ process: shell.process, name: 'sh', args: args.slice(1), called: args[0] ?? name }),
    });
}

export const findBuiltin = (name: string): Builtin | undefined => table.get(name);
