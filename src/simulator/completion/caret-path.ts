/**
 * Where a caret stands in a manifest that is being written: it need not parse. Lines are read by their indentation, flow
 * collections ({cpu: 1}) character by character.
 */
export type Step = { readonly kind: 'key'; readonly name: string } | { readonly kind: 'item' };

export interface CaretPlace {
  /** From the document's root to the map or list that the caret is in; a value's own key is the last step. */
  readonly path: readonly Step[];
  /** A key is being written, or the value of the path's last key. */
  readonly writing: 'key' | 'value';
  /** The word around the caret: where it begins and ends in the text. */
  readonly from: number;
  readonly to: number;
  /** Column of the key that is being written: what belongs to it stands two further right. */
  readonly column: number;
  /** Keys that stand beside it. */
  readonly siblings: readonly string[];
  /** Top-level scalars of the document: kind, apiVersion. */
  readonly root: Readonly<Record<string, string>>;
}

interface Entry {
  /** Which entry of the document this is: keys of one map share the entry above them. */
  readonly id: number;
  readonly column: number;
  readonly step: Step;
}

interface Line {
  /** Columns of leading dashes. */
  readonly dashes: readonly number[];
  /** Column of what follows them. */
  readonly column: number;
  readonly key: string | undefined;
  /** Column of the value, where a key has one. */
  readonly value: number;
}

const KEY = /^("[^"\n]{0,200}"|'[^'\n]{0,200}'|[^\s#:{}[\],&*!|>'"%@`-][^\s:#]{0,200}):(?=\s|$)/;

/** @returns undefined inside a comment or a block of text */
export function caretPlace(text: string, offset: number): CaretPlace | undefined {
  const start = documentStart(text, offset);
  const caretLineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const stack: Entry[] = [];
  const siblings = new Map<number, Set<string>>();
  let entries = 0;
  const nextId = (): number => ++entries;
  const root: Record<string, string> = {};
  let block: number | undefined;
  let found: Omit<CaretPlace, 'siblings' | 'root'> | undefined;
  let foundAt = 0;
  for (let at = start; at <= text.length;) {
    const end = endOfLine(text, at);
    const raw = text.slice(at, end);
    if (at > start && /^---(\s|$)/.test(raw)) break;
    const indent = raw.length - raw.trimStart().length;
    const isCaret = at === caretLineStart;
    if (block !== undefined && (indent > block || (raw.trim() === '' && !isCaret))) {
      if (isCaret) return undefined;
      at = end + 1;
      continue;
    }
    block = undefined;
    const blank = raw.trim() === '' || raw.trimStart().startsWith('#');
    if (isCaret) {
      if (
        raw
          .slice(0, offset - at)
          .trimStart()
          .startsWith('#')
      )
        return undefined;
      const line = readLine(blank ? raw.slice(0, offset - at) : raw);
      push(stack, line, nextId);
      const within = line.key !== undefined && offset - at >= line.value;
      foundAt = (line.key === undefined ? stack.at(-1) : stack.at(-2))?.id ?? 0;
      const flow = within ? flowPlace(text, at + line.value, offset) : undefined;
      if (flow) {
        found = {
          ...flow,
          path: [...steps(stack), ...flow.path],
          column: line.column,
        };
      } else if (within) {
        const from = at + line.value;
        found = { path: steps(stack), writing: 'value', from, to: endOfValue(text, from, end), column: line.column };
      } else {
        const from = at + line.column;
        const path = steps(line.key === undefined ? stack : stack.slice(0, -1));
        found = {
          path,
          writing: 'key',
          from: Math.min(from, offset),
          to: line.key === undefined ? end : from + line.key.length,
          column: line.column,
        };
      }
    } else if (!blank) {
      const line = readLine(raw);
      push(stack, line, nextId);
      if (line.key !== undefined) {
        const where = stack.at(-2)?.id ?? 0;
        siblings.set(where, (siblings.get(where) ?? new Set()).add(line.key));
        const value = raw.slice(line.value).trim();
        if (line.column === 0 && line.dashes.length === 0) root[line.key] = unquoted(value);
        if (/^[|>][+\-0-9]{0,2}(\s|$)/.test(value)) block = line.dashes.at(-1) ?? line.column;
      }
    }
    at = end + 1;
  }
  return found && { ...found, siblings: [...(siblings.get(foundAt) ?? [])], root };
}

function documentStart(text: string, offset: number): number {
  let start = 0;
  for (let at = 0; at < offset;) {
    const end = endOfLine(text, at);
    if (/^---(\s|$)/.test(text.slice(at, at + 4)) && end < offset) start = end + 1;
    at = end + 1;
  }
  return start;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

function endOfValue(text: string, from: number, end: number): number {
  const comment = text.slice(from, end).indexOf(' #');
  return comment < 0 ? end : from + comment;
}

function readLine(raw: string): Line {
  const dashes: number[] = [];
  let column = raw.length - raw.trimStart().length;
  while (raw.charAt(column) === '-' && (column + 1 >= raw.length || raw.charAt(column + 1) === ' ')) {
    dashes.push(column++);
    while (raw.charAt(column) === ' ') column++;
  }
  const match = KEY.exec(raw.slice(column));
  if (!match) return { dashes, column, key: undefined, value: raw.length };
  let value = column + match[0].length;
  while (raw.charAt(value) === ' ') value++;
  return { dashes, column, key: unquoted(match[1] ?? ''), value };
}

/** Ends what a line's columns end, and begins what it begins. */
function push(stack: Entry[], { dashes, column, key }: Line, nextId: () => number): void {
  for (const dash of dashes) {
    // an item may stand at the column of the key whose list it is in
    while (top(stack) && (top(stack)!.column > dash || (top(stack)!.column === dash && isItem(top(stack)))))
      stack.pop();
    stack.push({ id: nextId(), column: dash, step: { kind: 'item' } });
  }
  while (top(stack) && top(stack)!.column >= column) stack.pop();
  if (key !== undefined) stack.push({ id: nextId(), column, step: { kind: 'key', name: key } });
}

const top = (stack: readonly Entry[]): Entry | undefined => stack.at(-1);
const isItem = (entry: Entry | undefined): boolean => entry?.step.kind === 'item';
const steps = (stack: readonly Entry[]): Step[] => stack.map(({ step }) => step);

/** Where a caret stands in a flow collection that begins here, on one line or several. */
function flowPlace(
  text: string,
  start: number,
  offset: number,
): Pick<CaretPlace, 'path' | 'writing' | 'from' | 'to'> | undefined {
  const first = text.charAt(start);
  if (first !== '{' && first !== '[') return undefined;
  const open: { readonly map: boolean; key: string | undefined }[] = [];
  let from = start;
  for (let i = start; i < offset; i++) {
    const c = text.charAt(i);
    const inner = open.at(-1);
    if (c === '{' || c === '[') open.push({ map: c === '{', key: undefined });
    else if (c === '}' || c === ']') open.pop();
    else if (c === ',') {
      if (inner) inner.key = undefined;
    } else if (c === ':' && inner?.map && inner.key === undefined && ' {['.includes(text.charAt(i + 1))) {
      inner.key = unquoted(text.slice(from, i).trim());
    } else {
      if (c === ' ' && text.slice(from, i).trim() === '') from = i + 1;
      continue;
    }
    from = i + 1;
  }
  const inner = open.at(-1);
  if (!inner) return undefined;
  const path = open.flatMap(({ map, key }): Step[] =>
    map ? (key === undefined ? [] : [{ kind: 'key', name: key }]) : [{ kind: 'item' }],
  );
  const rest = /^[^,:{}[\]\n]*/.exec(text.slice(offset, offset + 200))?.[0] ?? '';
  return {
    path,
    writing: inner.map && inner.key === undefined ? 'key' : 'value',
    from,
    to: offset + rest.trimEnd().length,
  };
}

function unquoted(text: string): string {
  const comment = text.indexOf(' #');
  return (comment < 0 ? text : text.slice(0, comment).trimEnd()).replaceAll(/^["']|["']$/g, '');
}
