import type { Json } from '../api/json.ts';
import { setOwn } from '../set-own.ts';
import { count, empty, isOneOf, take, type Composer, type Node } from './composer.ts';
import { parserError } from './cursor.ts';
import { goFormat, goValue } from './go-value.ts';
import { keyText } from './resolve.ts';
import type { Token, TokenType } from './token.ts';

/** `- a`, further in than what it belongs to. @source go-yaml v2 parserc.go yaml_parser_parse_block_sequence_entry and its neighbours */
export function blockSequence(composer: Composer, start: Token): Json {
  const { scanner } = composer;
  take(composer, start);
  const items: Json[] = [];
  for (let token = scanner.peek(); ; token = scanner.peek()) {
    if (token.type === 'block-end') {
      scanner.skip();
      return items;
    }
    if (token.type !== 'block-entry')
      throw parserError("did not find expected '-' indicator", token, start, 'yaml-indentation');
    take(composer, token);
    const next = scanner.peek();
    item(composer, items, next, next.type === 'block-entry' || next.type === 'block-end' ? undefined : 'block');
  }
}

/** `- a`, under the key it belongs to: nothing ends it but another token. */
export function indentlessSequence(composer: Composer): Json {
  const { scanner } = composer;
  const items: Json[] = [];
  for (let token = scanner.peek(); token.type === 'block-entry'; token = scanner.peek()) {
    take(composer, token);
    const next = scanner.peek();
    item(composer, items, next, isOneOf(next, 'block-entry', 'key', 'value', 'block-end') ? undefined : 'block');
  }
  return items;
}

function item(composer: Composer, items: Json[], next: Token, context: 'block' | 'flow' | undefined): void {
  composer.listener?.enter(items.length, undefined);
  items.push((context ? composer.node(composer, context) : empty(composer)).value);
  composer.listener?.leave(context ? next.offset : composer.end, composer.end);
}

/** `a: b`, a line each. */
export function blockMapping(composer: Composer, start: Token): Json {
  const { scanner } = composer;
  take(composer, start);
  const map: Record<string, Json> = {};
  for (let token = scanner.peek(); ; token = scanner.peek()) {
    if (token.type === 'block-end') {
      scanner.skip();
      return map;
    }
    if (token.type !== 'key') throw parserError('did not find expected key', token, start, 'yaml-indentation');
    take(composer, token);
    const keyToken = scanner.peek();
    const key = isOneOf(keyToken, 'key', 'value', 'block-end')
      ? empty(composer)
      : composer.node(composer, 'indentless');
    entry(composer, map, key, keyToken, 'indentless', 'key', 'value', 'block-end');
  }
}

/** Reads what follows a key and puts it under it. @param ends - tokens before which a value is empty */
function entry(
  composer: Composer,
  map: Record<string, Json>,
  key: Node,
  keyToken: Token | undefined,
  context: 'indentless' | 'flow',
  ...ends: readonly TokenType[]
): void {
  const { scanner } = composer;
  const isMerge = keyToken?.type === 'scalar' && keyToken.isPlain && keyToken.value === '<<';
  const name = isMerge ? '<<' : keyName(composer, key);
  composer.listener?.enter(name, keyToken);
  const token = scanner.peek();
  let from = composer.end;
  let value: Node;
  if (token.type === 'value') {
    take(composer, token);
    const next = scanner.peek();
    if (isOneOf(next, ...ends)) value = empty(composer);
    else {
      from = next.offset;
      value = composer.node(composer, context);
    }
  } else value = empty(composer);
  composer.listener?.leave(from, composer.end);
  noteNullKey(composer, key, value.value);
  if (isMerge) merge(composer, map, value.value);
  else setOwn(map, name, value.value);
}

/** JSON has no null for a key. */
function noteNullKey(composer: Composer, key: Node, value: Json): void {
  if (key.scalar?.value === null)
    composer.unconvertible ??= `unsupported map key of type: %!s(<nil>), key: <nil>, value: ${goFormat(value)}`;
}

function keyName(composer: Composer, key: Node): string {
  if (!key.scalar) {
    composer.refusal ??= `invalid map key: ${goValue(key.value)}`;
    return '';
  }
  return keyText(key.scalar) ?? '';
}

const WANTS_MAPS = 'map merge requires map or sequence of maps as the value';

/** What `<<` brings takes the place of what stood before it; of several maps the first counts. @source go-yaml v2 decode.go merge */
function merge(composer: Composer, map: Record<string, Json>, value: Json): void {
  const sources: readonly Json[] = Array.isArray(value) ? [...(value as readonly Json[])].reverse() : [value];
  for (const source of sources) {
    if (typeof source !== 'object' || source === null || Array.isArray(source)) {
      composer.refusal ??= WANTS_MAPS;
      return;
    }
    for (const [key, item] of Object.entries(source)) setOwn(map, key, item ?? null);
  }
}

/** `[a, b]` */
export function flowSequence(composer: Composer, start: Token): Json {
  const { scanner } = composer;
  take(composer, start);
  const items: Json[] = [];
  for (;;) {
    let token = scanner.peek();
    if (items.length > 0 && token.type !== 'flow-sequence-end') {
      if (token.type !== 'flow-entry')
        throw parserError("did not find expected ',' or ']'", token, start, 'yaml-bracket-open');
      take(composer, token);
      token = scanner.peek();
    }
    if (token.type === 'flow-sequence-end') {
      take(composer, token);
      return items;
    }
    if (token.type === 'key') pair(composer, items, token);
    else item(composer, items, token, 'flow');
  }
}

/** `[a: b]` holds one mapping of one key. */
function pair(composer: Composer, items: Json[], token: Token): void {
  const { scanner } = composer;
  take(composer, token);
  count(composer, 1, 0);
  const map: Record<string, Json> = {};
  composer.listener?.enter(items.length, undefined);
  const keyToken = scanner.peek();
  const isEmpty = isOneOf(keyToken, 'value', 'flow-entry', 'flow-sequence-end');
  if (isEmpty) take(composer, keyToken); // libyaml passes it here, whatever it is
  const key = isEmpty ? empty(composer) : composer.node(composer, 'flow');
  entry(composer, map, key, keyToken, 'flow', 'flow-entry', 'flow-sequence-end');
  composer.listener?.leave(keyToken.offset, composer.end);
  items.push(map);
}

/** `{a: b}` */
export function flowMapping(composer: Composer, start: Token): Json {
  const { scanner } = composer;
  take(composer, start);
  const map: Record<string, Json> = {};
  for (let isFirst = true; ; isFirst = false) {
    let token = scanner.peek();
    if (!isFirst && token.type !== 'flow-mapping-end') {
      if (token.type !== 'flow-entry')
        throw parserError("did not find expected ',' or '}'", token, start, 'yaml-bracket-open');
      take(composer, token);
      token = scanner.peek();
    }
    if (token.type === 'flow-mapping-end') {
      take(composer, token);
      return map;
    }
    const isKeyed = token.type === 'key';
    if (isKeyed) take(composer, token);
    const keyToken = scanner.peek();
    const key =
      isKeyed && isOneOf(keyToken, 'value', 'flow-entry', 'flow-mapping-end')
        ? empty(composer)
        : composer.node(composer, 'flow');
    if (isKeyed) entry(composer, map, key, keyToken, 'flow', 'flow-entry', 'flow-mapping-end');
    else {
      composer.listener?.enter(keyName(composer, key), keyToken);
      noteNullKey(composer, key, null);
      setOwn(map, keyName(composer, key), empty(composer).value);
      composer.listener?.leave(composer.end, composer.end);
    }
  }
}
