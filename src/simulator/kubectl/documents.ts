import type { Json } from '../api/json.ts';
import { readYaml } from '../yaml.ts';
import { jsonValueEnd, skipSpace } from './json-stream.ts';

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
  const json = text[skipSpace(text, 0)] === '{' ? yield* jsonDocuments(text) : 0;
  if (json !== undefined) yield* yamlDocuments(text, json);
}

/** @returns where YAML begins, or undefined where the stream is over */
function* jsonDocuments(text: string): Generator<StreamDocument, number | undefined> {
  let from = 0;
  let line = 0;
  for (;;) {
    const start = skipSpace(text, from);
    if (start === text.length) return undefined;
    line += linesBetween(text, from, start);
    const found = jsonValueEnd(text, start);
    if ('end' in found) {
      const slice = text.slice(start, found.end);
      yield { value: JSON.parse(slice) as Json, text: slice, line };
      line += linesBetween(text, start, found.end);
      from = found.end;
      continue;
    }
    if (found.problem === 'end of text') {
      yield { problem: 'unexpected EOF', line: line + linesBetween(text, start, found.at), offset: found.at };
      return undefined;
    }
    if (from === 0) return 0;
    const nextLine = text.indexOf('\n', from) + 1;
    if (nextLine > 0 && nextLine <= start) return nextLine;
    const bad = `invalid character '${text[start] ?? ''}' looking for beginning of value`;
    yield { problem: `json: offset ${start + 1}: ${bad}`, line, offset: start };
    return undefined;
  }
}

function* yamlDocuments(text: string, from: number): Generator<StreamDocument, void> {
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
        return yield { problem: `invalid Yaml document separator: ${rest}`, line, offset: at };
    }
    if (isSeparator && at > start) {
      if (!(yield* yamlDocument(text.slice(start, at), start, startLine))) return;
      start = next;
      startLine = line + 1;
    }
    at = next;
  }
  if (start < text.length) yield* yamlDocument(text.slice(start), start, startLine);
}

/** @returns whether reading can go on */
function* yamlDocument(raw: string, start: number, line: number): Generator<StreamDocument, boolean> {
  const text = raw.includes('\r') ? raw.replaceAll('\r\n', '\n') : raw;
  const read = readOnce(text.endsWith('\n') ? text : `${text}\n`);
  if (read.ok) yield { value: read.value, text: raw, line };
  else {
    const within = linesBetween(text, 0, read.offset);
    yield {
      problem: `error converting YAML to JSON: ${read.problem}`,
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
