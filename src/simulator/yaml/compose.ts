import type { Json } from '../api/json.ts';
import { blockMapping, blockSequence, flowMapping, flowSequence, indentlessSequence } from './collections.ts';
import {
  count,
  EMPTY,
  isOneOf,
  take,
  type Anchor,
  type Composer,
  type Context,
  type Node,
  type PlaceListener,
} from './composer.ts';
import { parserError, YamlError, type Mark } from './cursor.ts';
import { resolve } from './resolve.ts';
import { Scanner } from './scanner.ts';
import type { Token, TokenType } from './token.ts';

/**
 * Reads the first document of a text into the JSON that `kubectl` makes of it. Throws a YamlError in go-yaml's words.
 * @returns undefined where there is no document
 * @source go-yaml v2 parserc.go, decode.go; sigs.k8s.io/yaml yaml.go
 */
export function composeDocument(text: string, listener?: PlaceListener): Json | undefined {
  refuseControls(text);
  const composer: Composer = {
    scanner: new Scanner(text),
    node,
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
  const at = text.search(/[^\t\n\r\x20-\x7e\x85\xa0-\ufffd]/);
  if (at >= 0) throw new YamlError('control characters are not allowed', 0, at);
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

function node(composer: Composer, context: Context): Node {
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
  context: Context,
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
