import type { Process, Program } from '../process.ts';
import type { Task } from '../../task.ts';
import { BANNER, usage, type Call } from './applet.ts';
import * as applets from './applet-table.ts';
import { ash } from './ash.ts';
import { write } from './output.ts';

const SHELLS: readonly string[] = ['sh', 'ash'];

/** Every name under which BusyBox does something. */
export const appletNames: readonly string[] = [...SHELLS, ...applets.appletNames];

/** The one executable behind every command: which one it is, its name says. */
export const busyboxProgram: Program = (process: Process): Task<number> => runNamed(process, process.argv);

/** Commands to which --help is a word as any other. @source busybox 1.35 libbb/appletlib.c run_applet_no_and_exit */
const WITHOUT_HELP = ['test', '[', '[[', 'true', 'false', 'echo'];

function* runNamed(process: Process, argv: readonly string[]): Task<number> {
  const called = (argv[0] ?? '').split('/').at(-1) ?? '';
  const args = argv.slice(1);
  if (called === 'busybox') return yield* busybox(process, args);
  const applet = applets.findApplet(called);
  const call: Call = { process, name: called, args, called };
  const known = applet !== undefined || SHELLS.includes(called);
  if (known && args[0] === '--help' && args.length === 1 && !WITHOUT_HELP.includes(called)) {
    yield* usage(call);
    return 0;
  }
  if (applet) return yield* applet(call);
  if (known) return yield* ash(process);
  yield* write(process, `${called}: applet not found\n`, 2);
  return 127;
}

/** busybox [--list | command arguments…] */
function* busybox(process: Process, args: readonly string[]): Task<number> {
  const [name] = args;
  if (name !== undefined && SHELLS.includes(name) && args[1] !== '--help') return (process.replaceBy(ash, args), 0);
  if (name !== undefined && !name.startsWith('--')) return yield* runNamed(process, args);
  const names = ['busybox', ...appletNames].sort();
  yield* write(
    process,
    name === '--list'
      ? `${names.join('\n')}\n`
      : `${BANNER}\n\nUsage: busybox [function [arguments]...]\n   or: busybox --list\n\nCurrently defined functions:\n${columns(names)}\n`,
  );
  return 0;
}

/** Where a line of names ends. */
const LINE_WIDTH = 70;

function columns(names: readonly string[]): string {
  const lines: string[] = [];
  for (const name of names) {
    const last = lines.at(-1);
    if (last === undefined || last.length + name.length + 2 > LINE_WIDTH) lines.push(name);
    else lines[lines.length - 1] = `${last}, ${name}`;
  }
  return lines.map((line) => `\t${line}`).join(',\n');
}
