import { resources } from '../api/resources.ts';
import { culpritOf, GLUED, lookAlike } from './broken-yaml.ts';
import type { Codes } from './hear-codes.ts';
import { placesOf, type Place, type Places } from '../yaml/places.ts';

/** Something that kubectl printed about a manifest, and where in the text it belongs. Lines and columns count from 1. */
export interface LocatedProblem {
  readonly severity: 'error' | 'warning';
  /** As kubectl printed it. */
  readonly message: string;
  /** Under which it is explained, where it is. */
  readonly code?: string;
  readonly path?: string;
  readonly line: number;
  readonly column: number;
  readonly endColumn?: number;
}

interface Document {
  /** Lines before it. */
  readonly offset: number;
  readonly text: string;
  readonly places: ReadonlyMap<string, Places>;
}

/**
 * Finds the places that the errors and warnings of `kubectl apply -f -` speak of: a reader's line, a field path (with or
 * without indexes), or, for a field that is absent, its nearest parent. What speaks of no place stands at the first line.
 */
export function locateProblems(yaml: string, stderr: string, codes: Codes = new Map()): LocatedProblem[] {
  const messages = messagesOf(stderr);
  if (messages.length === 0) return [];
  const documents = documentsOf(yaml);
  return messages.flatMap(({ severity, message, told }) => {
    const code = codeOf(message, codes);
    const said = { severity, message, ...(code === undefined ? {} : { code }) };
    return [{ ...said, ...placeOf(told, documents) }, ...otherFields(told, said, documents)];
  });
}

/** A message may name several fields: each has its place. */
function otherFields<T extends object>(told: string, said: T, documents: readonly Document[]): (T & Located)[] {
  const [, ...others] = told.matchAll(UNKNOWN_FIELD);
  return others.flatMap(([message, path]) => {
    const [place] = documents.flatMap((document) => exact(document, path!) ?? []);
    return place ? { ...said, message, ...place } : [];
  });
}

const UNKNOWN_FIELD = /(?:unknown|duplicate) field "([^"]+)"/g;

/** The code of what a message repeats of somebody's words. */
function codeOf(message: string, codes: Codes): string | undefined {
  for (const [text, code] of codes) if (message.includes(text)) return code;
  return undefined;
}

interface Message {
  readonly severity: 'error' | 'warning';
  readonly message: string;
  /** The part that names the place. */
  readonly told: string;
}

/** A list of field errors ("* spec…") is one message each; other lines that are indented belong to the one before. */
function messagesOf(stderr: string): Message[] {
  const messages: Message[] = [];
  let heading = '';
  for (const line of stderr.split('\n')) {
    if (line.trim() === '') continue;
    if (line.startsWith('Warning: ')) messages.push({ severity: 'warning', message: line, told: line.slice(9) });
    else if (line.startsWith('* ') && heading)
      messages.push({ severity: 'error', message: `${heading} ${line.slice(2)}`, told: `${heading} ${line.slice(2)}` });
    else if (/ is invalid: ?$/.test(line)) heading = line.trimEnd();
    else if (/^(error|Error|The|Unable)\b/.test(line) || messages.length === 0)
      messages.push({ severity: 'error', message: line, told: line });
    else {
      const last = messages.pop()!;
      messages.push({ ...last, message: `${last.message}\n${line}` });
    }
  }
  return messages;
}

/** `code`: where the text at the place explains more than the message. */
type Located = Pick<LocatedProblem, 'path' | 'line' | 'column' | 'endColumn' | 'code'>;

function placeOf(told: string, documents: readonly Document[]): Located {
  const reader = /\byaml: line (\d+)/.exec(told);
  if (reader) {
    const { offset, text } = documents.find((d) => d.places.size === 0 && d.text.trim() !== '') ?? documents[0]!;
    const culprit = culpritOf(text, Number(reader[1]), told);
    return { ...culprit, line: offset + culprit.line, column: 1 };
  }
  const written = /unknown anchor '([^']+)'|(invalid map key)/.exec(told);
  if (written)
    return {
      ...textPlace(documents, written[1] ? `*${written[1]}` : '{{'),
      ...(written[2] ? { code: 'yaml-braces' } : {}),
    };
  const paths = [...told.matchAll(UNKNOWN_FIELD)].map((m) => m[1]!);
  const kind = /no (?:matches for )?kind "([^"]+)"/.exec(told)?.[1];
  const unmarshal = /cannot unmarshal (\w+)(?: [^ ]+)? into Go (?:struct field \w+\.(\S+) )?/.exec(told);
  const field =
    /(?:^|: |\()((?:spec|metadata|data|status|kind|apiVersion|type|stringData|value|rules|subsets)(?:[.[][^\s:]*)?): /.exec(
      told,
    );
  const object = /\b\S+ "([^"]+)" is invalid/.exec(told)?.[1];
  const ordered = object
    ? [...documents].sort((a, b) => Number(names(b, object)) - Number(names(a, object)))
    : documents;
  const placeIn = (document: Document): Located | undefined => {
    if (paths.length > 0) return exact(document, paths[0]!);
    if (unmarshal?.[2]) return mistyped(document, unmarshal[2].replaceAll(EMBEDDED, ''), unmarshal[1]!, told);
    if (kind !== undefined) return kindPlace(document, kind);
    if (/namespaces "[^"]+" not found/.test(told)) return exact(document, 'metadata.namespace');
    if (told.includes('illegal base64')) return exact(document, 'data');
    if (told.includes('quantities must match')) return valuePlace(document, isBrokenAmount);
    if (told.includes('retrieving current configuration') && !document.places.has('metadata.name')) {
      const place = nearest(document, 'metadata.name');
      return place && { ...place, code: 'name-missing' };
    }
    return field ? (exact(document, field[1]!) ?? nearest(document, field[1]!)) : undefined;
  };
  for (const document of ordered) {
    const found = placeIn(document);
    if (found) return found;
  }
  for (const { text, offset } of documents) {
    const line = paths.length > 0 ? lookAlike(text) : undefined;
    if (line !== undefined) return { line: offset + line, column: 1, code: 'look-alike' };
  }
  return { line: 1, column: 1 };
}

/** Go writes a struct that is embedded in another into the path, and JSON does not: "livenessProbe.ProbeHandler.httpGet". */
const EMBEDDED = /(?<=\.)[A-Z]\w*\./g;

/** The first value of a document that is like this. */
function valuePlace(document: Document, like: (path: string, text: string) => boolean): Located | undefined {
  const found = [...document.places].find(([path, { value }]) =>
    like(path, document.text.slice(value.from, value.to).replace(/^["']|["']$/g, '')),
  );
  return found && at(document, found[0], found[1].value);
}

/** The kind that is not served, or the version under which it is not. */
function kindPlace(document: Document, kind: string): Located | undefined {
  const place = valuePlace(document, (path, text) => path === 'kind' && text === kind);
  const isKind = resources.some((each) => each.kind === kind);
  return place && isKind ? (valuePlace(document, (path) => path === 'apiVersion') ?? place) : place;
}

/** @source kubernetes/kubernetes staging/src/k8s.io/apimachinery/pkg/api/resource/quantity.go ParseQuantity */
const isBrokenAmount = (path: string, text: string): boolean =>
  /(?:^|\.)(?:(?:requests|limits|capacity|hard|max|min|default|defaultRequest|overhead)[.[].+|sizeLimit|divisor)$/.test(
    path,
  ) && !/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[numkMGTPE]|[KMGTPE]i|[eE][+-]?\d+)?$/.test(text);

function textPlace(documents: readonly Document[], wanted: string): Located {
  for (const { text, offset } of documents) {
    const from = text.indexOf(wanted);
    if (from < 0) continue;
    const before = text.slice(0, from).split('\n');
    const column = before.at(-1)!.length + 1;
    return { line: offset + before.length, column, endColumn: column + wanted.length };
  }
  return { line: 1, column: 1 };
}

const names = (document: Document, name: string): boolean => {
  const place = document.places.get('metadata.name')?.value;
  return place !== undefined && document.text.slice(place.from, place.to).replace(/^["']|["']$/g, '') === name;
};

function exact(document: Document, path: string): Located | undefined {
  const places = document.places.get(path);
  return places && at(document, path, places.key ?? places.value);
}

/** The parent that would hold an absent field. */
function nearest(document: Document, path: string): Located | undefined {
  for (let parent = path; parent !== '';) {
    parent = parent.slice(0, Math.max(0, parent.lastIndexOf('.'), parent.lastIndexOf('[')));
    const places = document.places.get(parent);
    if (places && parent !== '') return at(document, path, places.key ?? places.value);
  }
  const root = document.places.get('');
  return root && at(document, path, root.value);
}

/** Go's decoder names a field without indexes: the first value there of the type it met is meant. */
function mistyped(document: Document, path: string, type: string, told: string): Located | undefined {
  const candidates = [...document.places].filter(([full]) => full.replaceAll(/\[\d+\]/g, '') === path || full === path);
  const children = [...document.places].filter(([full]) => full.replaceAll(/\[\d+\]/g, '').startsWith(`${path}.`));
  const found =
    [...candidates, ...children].find(([, { value }]) => typeOf(document.text.slice(value.from, value.to)) === type) ??
    candidates[0];
  if (!found) return undefined;
  const place = at(document, found[0], found[1].value);
  const raw = document.text.slice(found[1].value.from, found[1].value.to);
  if (type === 'string' && GLUED.test(raw)) return { ...place, code: 'yaml-colon-space' };
  const isBareWord =
    type === 'string' && / of type u?int/.test(told) && !/["']/.test(document.text[found[1].value.from] ?? '');
  return isBareWord ? { ...place, code: 'word-for-integer' } : place;
}

function typeOf(raw: string): string {
  const text = raw.trim();
  if (/^[-+]?(\.?\d|0x|0o)[\w.+-]*$/.test(text)) return 'number';
  if (/^(true|false|yes|no|on|off|y|n)$/i.test(text)) return 'bool';
  if (text.startsWith('[') || /^- /.test(text)) return 'array';
  return text.startsWith('{') || /^[^"'\s][^\n]*:(\s|$)/.test(text) ? 'object' : 'string';
}

function at(document: Document, path: string, place: Place): Located {
  const endsInLine = !document.text.slice(place.from, place.to).includes('\n');
  return {
    path,
    line: document.offset + place.line,
    column: place.column,
    ...(endsInLine ? { endColumn: place.column + place.to - place.from } : {}),
  };
}

/** @source kubernetes/kubernetes staging/src/k8s.io/apimachinery/pkg/util/yaml/decoder.go: a line of --- parts documents */
function documentsOf(yaml: string): Document[] {
  const documents: Document[] = [];
  let offset = 0;
  for (const text of yaml.split(/^---[^\n]*\n/m)) {
    documents.push({ offset, text, places: placesOf(text) });
    offset += text.split('\n').length;
  }
  return documents;
}
