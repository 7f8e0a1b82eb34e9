import { nullDevice } from '../../open-file.ts';
import type { Task } from '../../../task.ts';
import { fail, isBad, parse, usage, type Applets, type Call } from '../applet.ts';
import { ended, readAll, write } from '../output.ts';
import { startCommand } from '../run-command.ts';

/** Words of the input: blanks part them, quotes and backslashes keep them together. */
function words(text: string): { readonly items: string[]; readonly bad?: string } {
  const all: string[] = [];
  let word: string | undefined;
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i);
    if (c === '\\' && i + 1 < text.length) word = (word ?? '') + text.charAt(++i);
    else if (c === '"' || c === "'") {
      const end = text.indexOf(c, i + 1);
      if (end < 0 || text.slice(i, end).includes('\n'))
        return { items: all, bad: `unmatched ${c === "'" ? 'single' : 'double'} quote` };
      word = (word ?? '') + text.slice(i + 1, end);
      i = end;
    } else if (' \t\n\r'.includes(c)) {
      if (word !== undefined) all.push(word);
      word = undefined;
    } else word = (word ?? '') + c;
  }
  if (word !== undefined) all.push(word);
  return { items: all };
}

/** xargs [-0rt] [-n most] [-I mark] [-P at-once] [command]. @source busybox 1.35 findutils/xargs.c */
function* xargs(call: Call): Task<number> {
  const options = parse(call.args, '+0prtxn:s:E:e:I:P:a:');
  if (isBad(options)) return yield* usage(call, options);
  const { given } = options;
  const mark = given.get('I')?.[0];
  const text = yield* readAll(call.process);
  const { items, bad } = given.has('0')
    ? { items: text.split('\0').filter((item, i, all) => i < all.length - 1 || item !== ''), bad: undefined }
    : mark !== undefined
      ? {
          items: text
            .split('\n')
            .map((line) => line.trimStart())
            .filter((line) => line !== ''),
          bad: undefined,
        }
      : { bad: undefined, ...words(text) };
  const command = options.rest.length > 0 ? options.rest : ['echo'];
  const most = mark !== undefined ? 1 : Number(given.get('n')?.[0] ?? 'Infinity');
  if (items.length === 0 && (given.has('r') || mark !== undefined)) return 0;
  let status = 0;
  for (let at = 0; at === 0 || at < items.length; at += most) {
    // a quote without its end is met while the command before it is still being put together
    if (bad !== undefined && at + most > items.length) break;
    const chosen = items.slice(at, most === Infinity ? undefined : at + most);
    const argv =
      mark === undefined ? [...command, ...chosen] : command.map((word) => word.replaceAll(mark, chosen[0] ?? ''));
    if (given.has('t')) yield* write(call.process, `${argv.join(' ')}\n`, 2);
    const fds = new Map([...call.process.fds].map(([fd, file]) => [fd, file.duplicate()]));
    fds.get(0)?.close();
    fds.set(0, nullDevice);
    const child = startCommand(call.process, argv, { fds });
    if ('missing' in child) return yield* fail(call, `${argv[0] ?? ''}: ${child.missing}`, child.status);
    const code = yield* ended(child);
    if (child.killedBy) return yield* fail(call, `'${argv[0] ?? ''}' terminated by signal ${code - 128}`, 125);
    if (code === 255) return yield* fail(call, `${argv[0] ?? ''}: exited with status 255; aborting`, 124);
    if (code !== 0) status = 123;
    if (most === Infinity) break;
  }
  return bad === undefined ? status : yield* fail(call, bad);
}

export const xargsFamily: Applets = { xargs };
