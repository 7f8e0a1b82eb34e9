import type { Process, Program } from '../process.ts';
import type { Task } from '../../task.ts';
import { BANNER } from './applet.ts';
import * as applets from './applet-table.ts';
import { ash } from './ash.ts';
import { write } from './output.ts';

/** Every name under which BusyBox does something. */
export const appletNames: readonly string[] = ['sh', 'ash', ...applets.appletNames];

/** The one executable behind every command: which one it is, its name says. */
export const busyboxProgram: Program = (process: Process): Task<number> => runNamed(process, process.argv);

function* runNamed(process: Process, argv: readonly string[]): Task<number> {
  const called = (argv[0] ?? '').split('/').at(-1) ?? '';
  if (called === 'sh' || called === 'ash') return yield* ash(process);
  if (called === 'busybox') {
    const inner = argv.slice(1);
    const shell = inner[0] === 'sh' || inner[0] === 'ash';
    if (shell) return (process.replaceBy(ash, inner), 0);
    if (inner.length > 0) return yield* runNamed(process, inner);
    yield* write(process, `${BANNER}\n`);
    return 0;
  }
  const applet = applets.findApplet(called);
  if (applet) return yield* applet({ process, name: called, args: argv.slice(1), called });
  yield* write(process, `${called}: applet not found\n`, 2);
  return 127;
}
