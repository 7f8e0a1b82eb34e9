import { fail, JsonPathError, readTemplate, type Path, type Step, type Template } from './jsonpath-template.ts';
import { goValue } from './go-syntax.ts';
import { compactJson, isMap, prettyJson, type Value } from './json-text.ts';

export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string };

/** @returns why a template cannot be read: "unclosed action" */
export function parseJsonPath(template: string): Outcome<Template> {
  return attempt(() => readTemplate(template));
}

/**
 * Fills a template in.
 * @param as - `json`: each part is a JSON array of what it finds
 * @source kubernetes/kubernetes staging/src/k8s.io/client-go/util/jsonpath/jsonpath.go
 */
export function renderJsonPath(
  template: Template,
  object: Value,
  as: 'text' | 'json' = 'text',
  missing: MissingKeys = 'left out',
): Outcome<string> {
  return attempt(() =>
    findResults(template, object, missing)
      .map((values) => (as === 'json' ? prettyJson([...values] as Value) : values.map(textOf).join(' ')))
      .join(''),
  );
}

/** Every value that the parts of a template find. */
export function findByJsonPath(template: Template, object: Value): Outcome<readonly Value[]> {
  return attempt(() => findResults(template, object).flat());
}

function attempt<T>(work: () => T): Outcome<T> {
  try {
    return { ok: true, value: work() };
  } catch (error) {
    if (error instanceof JsonPathError) return { ok: false, message: error.message };
    throw error;
  }
}

type Values = readonly Value[];

/** Whether a field that is nowhere is left out or a fault (--allow-missing-template-keys=false). */
export type MissingKeys = 'left out' | 'refused';

/** Where upstream is within ranges: `range` and `end` are heard of while a path is walked. */
interface Ranges {
  readonly missing: MissingKeys;
  begun: number;
  within: number;
  ended: number;
  /** The part at which the last range ended. */
  lastEnd: number;
}

function findResults(template: Template, object: Value, missing: MissingKeys = 'left out'): Values[] {
  const ranges: Ranges = { missing, begun: 0, within: 0, ended: 0, lastEnd: -1 };
  return resultsFrom(template, 0, object, ranges);
}

/** What the parts from one on find, up to the end of the range that is open. */
function resultsFrom(template: Template, from: number, current: Value, ranges: Ranges): Values[] {
  const all: Values[] = [];
  for (let i = from; i < template.length; i++) {
    const part = template[i];
    if (!part) break;
    const results = part.type === 'text' ? [part.text] : walk(part.path, [current], ranges);
    if (ranges.ended > 0 && ranges.ended <= ranges.within) {
      ranges.ended--;
      ranges.lastEnd = i;
      break;
    }
    if (ranges.begun === 0) {
      all.push(results);
      continue;
    }
    ranges.begun--;
    ranges.within++;
    for (const item of results) all.push(...resultsFrom(template, i + 1, item, ranges));
    // What is in a range without results is walked too, to find where it ends.
    if (results.length === 0) resultsFrom(template, i + 1, undefined, ranges);
    ranges.within--;
    if (ranges.lastEnd > i) i = ranges.lastEnd;
  }
  return all;
}

/** Lists and maps as JSON, everything else as Go prints it. */
function textOf(value: Value): string {
  if (value === null) return 'null';
  return typeof value === 'object' ? compactJson(value) : goValue(value);
}

function walk(path: Path, from: Values, ranges: Ranges): Values {
  return path.reduce((values, step) => take(step, values, ranges), from);
}

function take(step: Step, values: Values, ranges: Ranges): Values {
  switch (step.type) {
    case 'value':
      return values.map(() => step.value);
    case 'word':
      return hear(step.word, values, ranges);
    case 'field': {
      const all = values.flatMap((value) => {
        const found = isMap(value) && Object.hasOwn(value, step.name) ? value[step.name] : undefined;
        return found === undefined ? [] : [found];
      });
      return all.length > 0 || ranges.missing === 'left out' ? all : fail(`${step.name} is not found`);
    }
    case 'every':
      return values.flatMap(childrenOf);
    case 'deep':
      return values.flatMap(deep);
    case 'slice':
      return values.flatMap((value) => (isNothing(value) ? [] : sliced(step, value)));
    case 'union':
      return step.of.flatMap((member) => walk(member, values, ranges));
    case 'filter':
      return values.flatMap((value) => {
        if (!Array.isArray(value)) return fail(`${goValue(value)} is not array or slice and cannot be filtered`);
        return (value as Values).filter((item) => passes(step, item, ranges));
      });
  }
}

function hear(word: string, values: Values, ranges: Ranges): Values {
  if (word === 'range') {
    ranges.begun++;
    return values;
  }
  if (word !== 'end') return fail(`unrecognized identifier ${word}`);
  if (ranges.within === 0) return fail('not in range, nothing to end');
  ranges.ended++;
  return [];
}

function sliced({ from, to, by }: Extract<Step, { type: 'slice' }>, value: Value): Values {
  if (!Array.isArray(value)) return fail(`${typeOf(value)} is not array or slice`);
  const list = value as Values;
  const { length } = list;
  let first = from ?? 0;
  let end = to === 'one' ? first + 1 : to === 'with the list' ? length : to;
  if (first < 0) first += length;
  if (end < 0 || (end === 0 && to === 'one')) end += length;
  if (first === end) return [];
  if (first >= length || first < 0) return fail(`array index out of bounds: index ${first}, length ${length}`);
  if (end > length || end < 0) return fail(`array index out of bounds: index ${end - 1}, length ${length}`);
  if (first > end) return fail(`starting index ${first} is greater than ending index ${end}`);
  if (by !== undefined && by <= 0) return fail('step must be > 0');
  return list.slice(first, end).filter((_, i) => i % (by ?? 1) === 0);
}

function passes(filter: Extract<Step, { type: 'filter' }>, item: Value, ranges: Ranges): boolean {
  const lefts = walk(filter.left, [item], ranges);
  if (filter.operator === 'exists') return lefts.length > 0;
  if (lefts.length > 1) return fail('can only compare one element at a time');
  if (lefts.length === 0) return false;
  const rights = walk(filter.right, [item], ranges);
  if (rights.length > 1) return fail('can only compare one element at a time');
  return rights.length > 0 && compare(lefts[0], filter.operator, rights[0]);
}

/** @source kubernetes/kubernetes staging/src/k8s.io/client-go/third_party/forked/golang/template/funcs.go Equal, Less */
function compare(left: Value, operator: string, right: Value): boolean {
  if (!['<', '>', '==', '!=', '<=', '>='].includes(operator)) return fail(`unrecognized filter operator ${operator}`);
  for (const value of [left, right])
    if (isNothing(value) || typeof value === 'object') return fail('invalid type for comparison');
  if (typeOf(left) !== typeOf(right)) return fail('incompatible types for comparison');
  if (operator === '==' || operator === '!=') return (left === right) === (operator === '==');
  if (typeof left === 'boolean') return fail('invalid type for comparison');
  const [a, b] = [left as string | number, right as string | number];
  return operator === '<' ? a < b : operator === '>' ? a > b : operator === '<=' ? a <= b : a >= b;
}

const isNothing = (value: Value): boolean => value === null || value === undefined;

function childrenOf(value: Value): Values {
  if (Array.isArray(value)) return value as Values;
  if (!isMap(value)) return [];
  return Object.keys(value)
    .sort()
    .map((key) => value[key])
    .filter((v) => v !== undefined);
}

/** The value and all below it that has something below itself. */
function deep(value: Value): Values {
  const children = childrenOf(value);
  return children.length === 0 ? [] : [value, ...children.flatMap(deep)];
}

function typeOf(value: Value): string {
  if (Array.isArray(value)) return '[]interface {}';
  if (isMap(value)) return 'map[string]interface {}';
  if (typeof value === 'boolean') return 'bool';
  return typeof value === 'string' ? 'string' : Number.isInteger(value) ? 'int64' : 'float64';
}
