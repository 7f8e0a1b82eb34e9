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
  return messages.map(({ severity, message, told }) => {
    const code = codeOf(message, codes);
    return { severity, message, ...(code === undefined ? {} : { code }), ...placeOf(told, documents) };
  });
}

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

type Located = Pick<LocatedProblem, 'path' | 'line' | 'column' | 'endColumn'>;

function placeOf(told: string, documents: readonly Document[]): Located {
  const reader = /\byaml: line (\d+)/.exec(told);
  if (reader) {
    const broken = documents.find((d) => d.places.size === 0 && d.text.trim() !== '') ?? documents[0];
    return { line: (broken?.offset ?? 0) + Number(reader[1]), column: 1 };
  }
  const paths = [...told.matchAll(/(?:unknown|duplicate) field "([^"]+)"/g)].map((m) => m[1]!);
  const unmarshal = /cannot unmarshal (\w+)(?: [^ ]+)? into Go (?:struct field \w+\.(\S+) )?/.exec(told);
  const field =
    /(?:^|: |\()((?:spec|metadata|data|status|kind|apiVersion|type|stringData|value|rules|subsets)(?:[.[][^\s:]*)?): /.exec(
      told,
    );
  const object = /\b\S+ "([^"]+)" is invalid/.exec(told)?.[1];
  const ordered = object
    ? [...documents].sort((a, b) => Number(names(b, object)) - Number(names(a, object)))
    : documents;
  for (const document of ordered) {
    const found = paths.length
      ? exact(document, paths[0]!)
      : unmarshal?.[2]
        ? mistyped(document, unmarshal[2], unmarshal[1]!)
        : field
          ? (exact(document, field[1]!) ?? nearest(document, field[1]!))
          : undefined;
    if (found) return found;
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
function mistyped(document: Document, path: string, type: string): Located | undefined {
  const candidates = [...document.places].filter(([full]) => full.replaceAll(/\[\d+\]/g, '') === path || full === path);
  const children = [...document.places].filter(([full]) => full.replaceAll(/\[\d+\]/g, '').startsWith(`${path}.`));
  const found =
    [...candidates, ...children].find(([, { value }]) => typeOf(document.text.slice(value.from, value.to)) === type) ??
    candidates[0];
  return found && at(document, found[0], found[1].value);
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
