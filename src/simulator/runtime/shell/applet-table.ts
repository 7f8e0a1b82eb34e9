import type { Applet } from './applet.ts';
import { attributes } from './applets/attributes.ts';
import { programming } from './applets/awk.ts';
import { encoding } from './applets/base64.ts';
import { comparing } from './applets/diff.ts';
import { dates } from './applets/date.ts';
import { concatenating } from './applets/cat.ts';
import { checksums } from './applets/checksums.ts';
import { columns } from './applets/cut.ts';
import { copying } from './applets/dd.ts';
import { printing } from './applets/echo.ts';
import { ends } from './applets/ends.ts';
import { expressions } from './applets/expr.ts';
import { files } from './applets/files.ts';
import { filters } from './applets/filters.ts';
import { searching } from './applets/grep.ts';
import { editing } from './applets/sed.ts';
import { serving } from './applets/httpd.ts';
import { finding } from './applets/find.ts';
import { killing } from './applets/kill.ts';
import { listing } from './applets/ls.ts';
import { measuring } from './applets/du.ts';
import { mixing } from './applets/shuf.ts';
import { netcat } from './applets/nc.ts';
import { naming } from './applets/nslookup.ts';
import { dumping } from './applets/od.ts';
import { printfFamily } from './applets/printf.ts';
import { processes } from './applets/processes.ts';
import { sequence } from './applets/seq.ts';
import { sorting } from './applets/sort.ts';
import { stating } from './applets/stat.ts';
import { system } from './applets/system.ts';
import { archiving } from './applets/tar.ts';
import { testing } from './applets/test.ts';
import { timing } from './applets/time.ts';
import { translating } from './applets/tr.ts';
import { truth } from './applets/true.ts';
import { comparingNeighbours } from './applets/uniq.ts';
import { counting } from './applets/wc.ts';
import { fetching } from './applets/wget.ts';
import { transfers } from './applets/transfers.ts';
import { xargsFamily } from './applets/xargs.ts';

const FAMILIES = [
  archiving,
  checksums,
  programming,
  finding,
  editing,
  copying,
  counting,
  dates,
  dumping,
  fetching,
  naming,
  netcat,
  serving,
  attributes,
  columns,
  comparing,
  comparingNeighbours,
  concatenating,
  encoding,
  ends,
  expressions,
  files,
  filters,
  killing,
  listing,
  measuring,
  mixing,

  printfFamily,
  printing,
  processes,
  searching,
  sequence,
  sorting,
  stating,
  system,
  testing,
  timing,
  transfers,
  translating,
  truth,
  xargsFamily,
];

/** Every command but the shell, by name. */
const table = new Map<string, Applet>();
for (const family of FAMILIES) for (const [name, applet] of Object.entries(family)) table.set(name, applet);

export const findApplet = (name: string): Applet | undefined => table.get(name);

export const appletNames: readonly string[] = [...table.keys()];
