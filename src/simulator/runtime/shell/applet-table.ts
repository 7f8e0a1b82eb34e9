import type { Applet } from './applet.ts';
import { printing } from './applets/echo.ts';
import { testing } from './applets/test.ts';
import { truth } from './applets/true.ts';
import { printfFamily } from './applets/printf.ts';

/** Every command but the shell, by name. */
const table = new Map<string, Applet>();
for (const family of [truth, printing, testing, printfFamily])
  for (const [name, applet] of Object.entries(family)) table.set(name, applet);

export const findApplet = (name: string): Applet | undefined => table.get(name);

export const appletNames: readonly string[] = [...table.keys()];
