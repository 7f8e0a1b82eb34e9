import type { Errno } from '../filesystem.ts';
import { textInput } from '../open-file.ts';
import type { OpenFile } from '../process.ts';
import { openPath, nodeAt, STRERROR } from '../system-calls.ts';
import type { Task } from '../../task.ts';
import { expandText } from './expansion.ts';
import { write } from './output.ts';
import type { Shell } from './shell.ts';
import type { Redirection } from './syntax.ts';

/** What was open before, to be put back. */
export type Saved = [number, OpenFile | undefined][];

/** A redirection whose words have been expanded. */
type Expanded =
  | { readonly fd: number; readonly to: 'path'; readonly operator: string; readonly path: string }
  | { readonly fd: number; readonly to: 'fd'; readonly from: number | 'close' }
  | { readonly fd: number; readonly to: 'text'; readonly text: string };

export function* expandRedirections(shell: Shell, redirections: readonly Redirection[]): Task<Expanded[]> {
  const expanded: Expanded[] = [];
  for (const redirection of redirections) {
    const { fd } = redirection;
    switch (redirection.type) {
      case 'dup':
        expanded.push({ fd, to: 'fd', from: redirection.from });
        break;
      case 'dup-word': {
        const word = yield* expandText(shell, redirection.target);
        if (/^\d{1,9}$/.test(word)) expanded.push({ fd, to: 'fd', from: Number(word) });
        else if (word === '-') expanded.push({ fd, to: 'fd', from: 'close' });
        else if (redirection.output && fd === 1) expanded.push({ fd, to: 'path', operator: '&>', path: word });
        else shell.fail('redir error');
        break;
      }
      case 'here':
        expanded.push({ fd, to: 'text', text: yield* expandText(shell, redirection.body.word, 'none') });
        break;
      default:
        expanded.push({
          fd,
          to: 'path',
          operator: redirection.type,
          path: yield* expandText(shell, redirection.target),
        });
    }
  }
  return expanded;
}

/**
 * Opens and replaces files, from the first to the last. What cannot be had is told where those before it have put standard
 * error: `2>/dev/null >/nope/x` says nothing.
 * @returns what was there before; undefined where something could not be had, and all is as it was
 */
export function* redirect(shell: Shell, redirections: readonly Expanded[]): Task<Saved | undefined> {
  const { fds } = shell.process;
  const saved: Saved = [];
  const put = (fd: number, file: OpenFile | undefined): void => {
    saved.push([fd, fds.get(fd)]);
    if (file) fds.set(fd, file);
    else fds.delete(fd);
  };
  const giveUp = function* (message: string): Task<undefined> {
    yield* write(shell.process, shell.prefixed(message), 2);
    restore(shell, saved);
  };
  for (const redirection of redirections) {
    const { fd } = redirection;
    if (redirection.to === 'text') put(fd, textInput(redirection.text));
    else if (redirection.to === 'path') {
      const opened = open(shell, redirection.operator, redirection.path);
      if (typeof opened === 'string') return yield* giveUp(opened);
      put(fd, opened);
      if (redirection.operator === '&>') put(2, opened.duplicate());
    } else if (redirection.from === 'close') put(fd, undefined);
    else {
      const source = fds.get(redirection.from);
      if (!source) return yield* giveUp(`${redirection.from}: Bad file descriptor`);
      put(fd, source.duplicate());
    }
  }
  return saved;
}

function open(shell: Shell, operator: string, path: string): OpenFile | string {
  const { process } = shell;
  const output = operator !== '<' && operator !== '<>';
  const said = (errno: Errno): string =>
    `can't ${output ? 'create' : 'open'} ${path}: ${errno === 'ENOENT' || errno === 'ENOTDIR' ? (output ? 'nonexistent directory' : 'no such file') : STRERROR[errno]}`;
  const result =
    operator === '<'
      ? openPath(process, path, { read: true })
      : operator === '<>'
        ? openPath(process, path, { read: true, write: true, create: true })
        : operator === '>>'
          ? openPath(process, path, { write: true, append: true, create: true })
          : openPath(process, path, {
              write: true,
              create: true,
              truncate: true,
              ...(operator === '>' && shell.options.has('C') && nodeAt(process, path)?.type === 'file'
                ? { exclusive: true }
                : {}),
            });
  return typeof result === 'string' ? said(result) : result;
}

/** Puts back what `redirect` replaced, unless a program has taken the shell's place: it keeps these files alone. */
export function restore(shell: Shell, saved: Saved): void {
  if (shell.replaced) {
    keep(saved);
    return;
  }
  const { fds } = shell.process;
  for (const [fd, file] of saved.reverse()) {
    fds.get(fd)?.close();
    if (file) fds.set(fd, file);
    else fds.delete(fd);
  }
}

/** exec's redirections stay: what was there is closed. */
export function keep(saved: Saved): void {
  for (const [, file] of saved) file?.close();
}
