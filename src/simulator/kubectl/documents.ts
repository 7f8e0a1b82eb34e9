import type { Json } from '../api/json.ts';
import { byteLength } from '../api/validation/names.ts';
import { goQuote } from '../go-quote.ts';
import { readYaml } from '../yaml.ts';
import { jsonValueEnd, skipSpace, type JsonValueEnd } from './json-stream.ts';

/** One document of a stream, or why the stream could not be read on. */
export type StreamDocument =
  | {
      readonly value: Json | undefined;
      readonly text: string;
      /** The line of the stream, from 0, that the text begins on. */ readonly line: number;
    }
  | {
      readonly problem: string;
      readonly line: number;
      /** In UTF-16 units, within the stream. */ readonly offset: number;
      /** The stable name under which it is explained. */ readonly code?: string | undefined;
    };

/**
 * Takes a stream apart as kubectl does: JSON values one after another as long as it is JSON, else YAML documents between
 * lines "---". Ends with the first that cannot be read.
 * @source kubernetes/kubernetes staging/src/k8s.io/apimachinery/pkg/util/yaml/decoder.go YAMLOrJSONDecoder, YAMLReader
 */
export function* documentsOf(stream: string): Generator<StreamDocument, void> {
  const text = stream.charCodeAt(0) === 0xfeff ? stream.slice(1) : stream;
  const rest: Rest | undefined =
    text[skipSpace(text, 0)] === '{' ? yield* jsonDocuments(text) : { from: 0, problem: undefined };
  if (rest) yield* yamlDocuments(text, rest);
}

/** Where YAML begins; and what JSON's reader said of it, which is told should YAML's fail as well. */
interface Rest {
  readonly from: number;
  readonly problem: string | undefined;
}

/** @returns undefined where the stream is over */
function* jsonDocuments(text: string): Generator<StreamDocument, Rest | undefined> {
  let from = 0;
  let line = 0;
  for (let count = 0; ; count++) {
    const start = skipSpace(text, from);
    if (start === text.length) return undefined;
    line += linesBetween(text, from, start);
    const found = jsonValueEnd(text, start);
    if (!('end' in found)) {
      const problem = jsonProblem(text, found);
      const told = `${offsetOf(text, found)}${problem}`;
      const next = afterBlanks(text, from);
      // After two objects nobody doubts that it is JSON.
      if (count < 2 && next !== undefined) return { from: next, problem: told };
      const offset = found.at;
      yield { problem: count < 2 ? told : problem, line: line + linesBetween(text, start, offset), offset };
      return undefined;
    }
    const slice = text.slice(start, found.end);
    yield { value: JSON.parse(slice) as Json, text: slice, line };
    line += linesBetween(text, start, found.end);
    from = found.end;
  }
}

type NoJson = Exclude<JsonValueEnd, { readonly end: number }>;

/** @source Go encoding/json scanner.go error, quoteChar */
function jsonProblem(text: string, found: NoJson): string {
  if (found.problem === 'end of text') return 'unexpected EOF';
  const c = text[found.at] ?? '';
  const shown = c === "'" ? "\\'" : c === '"' ? c : goQuote(firstByte(c)).slice(1, -1);
  return `invalid character '${shown}' ${found.where}`;
}

/** Go shows the first byte of a sign as a character of its own. */
function firstByte(c: string): string {
  const code = c.charCodeAt(0);
  if (code < 0x80) return c;
  return String.fromCharCode(
    code < 0x800 ? 0xc0 | (code >> 6) : (code & 0xf800) === 0xd800 ? 0xf0 : 0xe0 | (code >> 12),
  );
}

const offsetOf = (text: string, found: NoJson): string =>
  found.problem === 'syntax' ? `json: offset ${byteLength(text.slice(0, found.at)) + 1}: ` : '';

/** Behind blanks, or behind the first line break among them; upstream looks four bytes ahead and gives up where there are fewer. */
function afterBlanks(text: string, from: number): number | undefined {
  const end = skipSpace(text, from);
  const lineBreak = text.indexOf('\n', from);
  const isBroken = lineBreak >= 0 && lineBreak < end;
  const last = isBroken ? lineBreak : end;
  if (byteLength(text.slice(last, last + 4)) < 4) return undefined;
  return isBroken ? lineBreak + 1 : end;
}

function* yamlDocuments(text: string, { from, problem }: Rest): Generator<StreamDocument, void> {
  let first = problem;
  let line = linesBetween(text, 0, from);
  let start = from;
  let startLine = line;
  for (let at = from; at <= text.length; line++) {
    const end = text.indexOf('\n', at);
    const next = end < 0 ? text.length + 1 : end + 1;
    const isSeparator = text.startsWith('---', at);
    if (isSeparator) {
      const rest = text.slice(at + 3, next - 1).trim();
      if (rest !== '' && !rest.startsWith('#'))
        return yield { problem: first ?? `invalid Yaml document separator: ${rest}`, line, offset: at };
    }
    if (isSeparator && at > start) {
      if (!(yield* yamlDocument(text.slice(start, at), start, startLine, first))) return;
      first = undefined;
      start = next;
      startLine = line + 1;
    }
    at = next;
  }
  if (start < text.length) yield* yamlDocument(text.slice(start), start, startLine, first);
}

/**
 * @param first - what was said of the text as JSON
 * @returns whether reading can go on
 */
function* yamlDocument(
  raw: string,
  start: number,
  line: number,
  first: string | undefined,
): Generator<StreamDocument, boolean> {
  const text = raw.includes('\r') ? raw.replaceAll('\r\n', '\n') : raw;
  const read = readOnce(text.endsWith('\n') ? text : `${text}\n`);
  if (read.ok) yield { value: read.value, text: raw, line };
  else {
    const within = linesBetween(text, 0, read.offset);
    yield {
      problem: first ?? `error converting YAML to JSON: ${read.problem}`,
      line: line + within,
      offset: start + read.offset,
      code: read.code,
    };
  }
  return read.ok;
}

/**
 * What was read last, by its text: a submission is handed to several clusters, and nobody changes what was read. Only
 * time hangs on it.
 */
const kept = new Map<string, ReturnType<typeof readYaml>>();
const MOST_KEPT = 16;

function readOnce(text: string): ReturnType<typeof readYaml> {
  let read = kept.get(text);
  if (read) return read;
  read = readYaml(text);
  if (kept.size === MOST_KEPT) kept.clear();
  kept.set(text, read);
  return read;
}

function linesBetween(text: string, from: number, to: number): number {
  let lines = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}
