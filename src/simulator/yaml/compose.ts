import type { Json } from '../api/json.ts';
import { setOwn } from '../set-own.ts';
import { parserError, YamlError, type Mark } from './cursor.ts';
import { goFormat, goValue } from './go-value.ts';
import { keyText, resolve, type Resolved } from './resolve.ts';
import { Scanner } from './scanner.ts';
import type { Token, TokenType } from './token.ts';

/** Hears where each key and value of a document stands. */
export interface PlaceListener {
  /** A value begins under a key (with the token that names it) or at an index of the collection around it. */
  enter(step: string | number, key: Token | undefined): void;
  /** The value that was entered last is over. */
  leave(from: number, to: number): void;
}

/** Nodes that aliases may unfold to; go-yaml alone would allow four hundred thousand. */
const MAX_NODES = 50_000;

interface Anchor {
  value: Json;
  /** Nodes decoded for it, itself included; undefined while it is being read. */
  size: number | undefined;
}

interface Composer {
  readonly scanner: Scanner;
  readonly anchors: Map<string, Anchor>;
  readonly handles: Map<string, string>;
  readonly listener: PlaceListener | undefined;
  /** The first thing that decoding would refuse: told only if the whole document can be parsed. */
  refusal: string | undefined;
  /** The first thing that JSON has no form for: told only if all could be decoded. */
  unconvertible: string | undefined;
  decoded: number;
  aliased: number;
  /** The offset behind the last token passed. */
  end: number;
}

/**
 * Reads the first document of a text into the JSON that `kubectl` makes of it. Throws a YamlError in go-yaml's words.
 * @returns undefined where there is no document
 * @source go-yaml v2 parserc.go, decode.go; sigs.k8s.io/yaml yaml.go
 */
export function composeDocument(text: string, listener?: PlaceListener): Json | undefined {
  refuseControls(text);
  const composer: Composer = {
    scanner: new Scanner(text),
    anchors: new Map(),
    handles: new Map([
      ['!', '!'],
      ['!!', 'tag:yaml.org,2002:'],
    ]),
    listener,
    refusal: undefined,
    unconvertible: undefined,
    decoded: 0,
    aliased: 0,
    end: 0,
  };
  const { scanner } = composer;
  let token = scanner.peek();
  if (token.type === 'stream-end') return undefined;
  const isExplicit = isDocumentHead(token.type);
  if (isExplicit) {
    readDirectives(composer);
    token = scanner.peek();
    if (token.type !== 'document-start') throw parserError('did not find expected <document start>', token);
    scanner.skip();
    token = scanner.peek();
  }
  const isEmpty = isExplicit && (isDocumentHead(token.type) || isOneOf(token, 'document-end', 'stream-end'));
  const value = isEmpty ? null : node(composer, 'block').value;
  scanner.peek(); // the token that ends the document is read with it
  if (composer.refusal !== undefined) throw new YamlError(composer.refusal, 0, 0);
  if (composer.unconvertible !== undefined) throw new ConversionError(composer.unconvertible);
  return value;
}

/** What YAML can say and JSON cannot. */
export class ConversionError extends Error {}

const isDocumentHead = (type: TokenType): boolean =>
  type === 'version-directive' || type === 'tag-directive' || type === 'document-start';

/** @source go-yaml v2 readerc.go yaml_parser_update_buffer */
function refuseControls(text: string): void {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 32 && code < 0x7f) continue;
    const isAllowed =
      code === 9 ||
      code === 10 ||
      code === 13 ||
      code === 0x85 ||
      (code >= 0xa0 && code <= 0xfffd && !(code === 0xfeff && i > 0));
    if (!isAllowed) throw new YamlError('control characters are not allowed', 0, i);
  }
}

function readDirectives({ scanner, handles }: Composer): void {
  let hasVersion = false;
  const own = new Set<string>();
  for (let token = scanner.peek(); ; token = scanner.peek()) {
    if (token.type === 'version-directive') {
      if (hasVersion) throw parserError('found duplicate %YAML directive', token);
      if (token.value !== '1.1') throw parserError('found incompatible YAML document', token);
      hasVersion = true;
    } else if (token.type === 'tag-directive') {
      if (own.has(token.value)) throw parserError('found duplicate %TAG directive', token);
      own.add(token.value);
      handles.set(token.value, token.suffix);
    } else return;
    scanner.skip();
  }
}

interface Node {
  readonly value: Json;
  /** For a scalar, what it resolved to, as keys need it. */
  readonly scalar?: Resolved;
}

const EMPTY: Node = { value: null, scalar: { value: null } };

function take(composer: Composer, token: Token): void {
  composer.end = token.end;
  composer.scanner.skip();
}

/** @param context - where the node stands: an 'indentless' sequence is one whose dashes stand under their key */
function node(composer: Composer, context: 'block' | 'indentless' | 'flow'): Node {
  const { scanner } = composer;
  let token = scanner.peek();
  if (token.type === 'alias') {
    take(composer, token);
    return alias(composer, token);
  }
  const start = token;
  let anchor: Anchor | undefined;
  let tagToken: Token | undefined;
  for (; (token.type === 'anchor' && !anchor) || (token.type === 'tag' && !tagToken); token = scanner.peek()) {
    if (token.type === 'anchor') composer.anchors.set(token.value, (anchor = { value: null, size: undefined }));
    else tagToken = token;
    take(composer, token);
  }
  const tag = tagToken ? wholeTag(composer, tagToken, start) : '';
  const before = composer.decoded;
  const found = content(composer, context, token, tag, start, anchor !== undefined);
  if (anchor) {
    anchor.value = found.value;
    anchor.size = composer.decoded - before;
  }
  return found;
}

function content(
  composer: Composer,
  context: 'block' | 'indentless' | 'flow',
  token: Token,
  tag: string,
  start: Mark,
  anchored: boolean,
): Node {
  count(composer, 1, 0);
  switch (token.type) {
    case 'scalar':
      take(composer, token);
      return scalar(composer, token, tag);
    case 'flow-sequence-start':
      return { value: flowSequence(composer, token) };
    case 'flow-mapping-start':
      return { value: flowMapping(composer, token) };
    case 'block-entry':
      if (context === 'indentless') return { value: indentlessSequence(composer) };
      break;
    case 'block-sequence-start':
      if (context !== 'flow') return { value: blockSequence(composer, token) };
      break;
    case 'block-mapping-start':
      if (context !== 'flow') return { value: blockMapping(composer, token) };
      break;
    default:
  }
  if (anchored || tag !== '') return scalar(composer, { value: '', isPlain: tag === '' }, tag);
  throw parserError('did not find expected node content', token, start, 'yaml-bracket-open');
}

function wholeTag({ handles }: Composer, token: Token, start: Mark): string {
  if (token.value === '') return token.suffix;
  const prefix = handles.get(token.value);
  if (prefix === undefined) throw parserError('found undefined tag handle', token, start);
  return prefix + token.suffix;
}

/** A node that is nowhere written. */
function empty(composer: Composer): Node {
  count(composer, 1, 0);
  return EMPTY;
}

function scalar(composer: Composer, token: Pick<Token, 'value' | 'isPlain'>, tag: string): Node {
  if (tag === '' && !token.isPlain) return { value: token.value, scalar: { value: token.value } };
  const found = resolve(tag, token.value);
  if ('problem' in found) {
    composer.refusal ??= found.problem;
    return EMPTY;
  }
  if (typeof found.value === 'number' && !Number.isFinite(found.value))
    composer.unconvertible ??= `json: unsupported value: ${Number.isNaN(found.value) ? 'NaN' : found.value > 0 ? '+Inf' : '-Inf'}`;
  return { value: found.value, scalar: found };
}

function alias(composer: Composer, token: Token): Node {
  const anchor = composer.anchors.get(token.value);
  if (!anchor)
    throw new YamlError(`unknown anchor '${token.value}' referenced`, 0, token.offset, 'yaml-anchor-unknown');
  count(composer, 1, 0);
  if (anchor.size === undefined) {
    composer.refusal ??= `anchor '${token.value}' value contains itself`;
    return EMPTY;
  }
  count(composer, anchor.size, anchor.size);
  return isScalar(anchor.value) ? { value: anchor.value, scalar: { value: anchor.value } } : { value: anchor.value };
}

const isScalar = (value: Json): value is null | boolean | number | string =>
  typeof value !== 'object' || value === null;

/**
 * Counts decoded nodes, and those that aliases repeat: go-yaml refuses a document that is nearly all repetition.
 * @source go-yaml v2 decode.go allowedAliasRatio
 */
function count(composer: Composer, nodes: number, aliased: number): void {
  composer.decoded += nodes;
  composer.aliased += aliased;
  if (composer.aliased <= 100 || composer.decoded <= 1000) return;
  const allowed =
    composer.decoded <= 400_000
      ? 0.99
      : composer.decoded >= 4_000_000
        ? 0.1
        : 0.99 - 0.89 * ((composer.decoded - 400_000) / 3_600_000);
  if (composer.aliased / composer.decoded > allowed) composer.refusal ??= 'document contains excessive aliasing';
  else if (composer.decoded > MAX_NODES)
    composer.refusal ??= `aliases unfold to more than ${MAX_NODES} values, more than are read here`;
}

function blockSequence(composer: Composer, start: Token): Json {
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

function indentlessSequence(composer: Composer): Json {
  const { scanner } = composer;
  const items: Json[] = [];
  for (let token = scanner.peek(); token.type === 'block-entry'; token = scanner.peek()) {
    take(composer, token);
    const next = scanner.peek();
    item(composer, items, next, isOneOf(next, 'block-entry', 'key', 'value', 'block-end') ? undefined : 'block');
  }
  return items;
}

const isOneOf = (token: Token, ...types: readonly TokenType[]): boolean => types.includes(token.type);

function item(composer: Composer, items: Json[], next: Token, context: 'block' | 'flow' | undefined): void {
  composer.listener?.enter(items.length, undefined);
  items.push((context ? node(composer, context) : empty(composer)).value);
  composer.listener?.leave(context ? next.offset : composer.end, composer.end);
}

function blockMapping(composer: Composer, start: Token): Json {
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
    const key = isOneOf(keyToken, 'key', 'value', 'block-end') ? empty(composer) : node(composer, 'indentless');
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
      value = node(composer, context);
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

function flowSequence(composer: Composer, start: Token): Json {
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
  const key = isEmpty ? empty(composer) : node(composer, 'flow');
  entry(composer, map, key, keyToken, 'flow', 'flow-entry', 'flow-sequence-end');
  composer.listener?.leave(keyToken.offset, composer.end);
  items.push(map);
}

function flowMapping(composer: Composer, start: Token): Json {
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
        : node(composer, 'flow');
    if (isKeyed) entry(composer, map, key, keyToken, 'flow', 'flow-entry', 'flow-mapping-end');
    else {
      composer.listener?.enter(keyName(composer, key), keyToken);
      noteNullKey(composer, key, null);
      setOwn(map, keyName(composer, key), empty(composer).value);
      composer.listener?.leave(composer.end, composer.end);
    }
  }
}
