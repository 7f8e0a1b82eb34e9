import {
  fail,
  JsonPathError,
  readTemplate,
  type Operand,
  type Path,
  type Step,
  type Template,
} from './jsonpath-template.ts';
import { compactJson, isMap, type Value } from './json-text.ts';

export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string };

/** @returns why a template cannot be read: "unclosed action" */
export function parseJsonPath(template: string): Outcome<Template> {
  return attempt(() => readTemplate(template));
}

/** Fills a template in. */
export function renderJsonPath(template: Template, object: Value): Outcome<string> {
  return attempt(() => render(template, object, object));
}

/** Every value that the paths of a template find. */
export function findByJsonPath(template: Template, object: Value): Outcome<readonly Value[]> {
  return attempt(() => template.flatMap((part) => (part.type === 'path' ? walk(part.path, object, object) : [])));
}

function attempt<T>(work: () => T): Outcome<T> {
  try {
    return { ok: true, value: work() };
  } catch (error) {
    if (error instanceof JsonPathError) return { ok: false, message: error.message };
    throw error;
  }
}

function render(template: Template, current: Value, root: Value): string {
  let out = '';
  for (const part of template) {
    if (part.type === 'text') out += part.text;
    else if (part.type === 'path') out += walk(part.path, current, root).map(textOf).join(' ');
    else if (part.type === 'stray end') fail('not in range, nothing to end');
    else {
      for (const item of walk(part.path, current, root)) out += render(part.body, item, root);
      // Where no end says how far the range goes, upstream fills in what follows once more, outside it.
      if (part.ends === 'with the template') out += render(part.body, current, root);
    }
  }
  return out;
}

/** Lists and maps as JSON, everything else as it is. */
function textOf(value: Value): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : compactJson(value);
}

function walk(path: Path, current: Value, root: Value): readonly Value[] {
  let found: readonly Value[] = [current];
  for (const [i, step] of path.entries()) {
    if (i === 0 && step.type === 'field' && step.name === '$') found = [root];
    else if (step.type === 'union')
      found = step.of.flatMap((member) => found.flatMap((value) => walk(member, value, root)));
    else found = found.flatMap((value) => take(step, value, root));
  }
  return found;
}

function take(step: Step, value: Value, root: Value): readonly Value[] {
  switch (step.type) {
    case 'field':
      if (step.name === '@' || step.name === '') return [value];
      return isMap(value) && Object.hasOwn(value, step.name) && value[step.name] !== undefined
        ? [value[step.name]]
        : [];
    case 'every':
      return childrenOf(value);
    case 'deep':
      return deep(value);
    case 'index': {
      if (!Array.isArray(value))
        return value === undefined || value === null ? [] : fail(`${kindOf(value)} is not array or slice`);
      const list = value as readonly Value[];
      const index = step.index < 0 ? list.length + step.index : step.index;
      if (index < 0 || index >= list.length) fail(`array index out of bounds: index ${index}, length ${list.length}`);
      return [list[index]];
    }
    case 'slice': {
      if (!Array.isArray(value))
        return value === undefined || value === null ? [] : fail(`${kindOf(value)} is not array or slice`);
      const list = value as readonly Value[];
      const at = (n: number | undefined, otherwise: number): number =>
        n === undefined ? otherwise : n < 0 ? list.length + n : n;
      const from = at(step.from, 0);
      const to = Math.min(at(step.to, list.length), list.length);
      return list.slice(Math.max(0, from), Math.max(0, to)).filter((_, i) => i % Math.max(1, step.by) === 0);
    }
    case 'union':
      return step.of.flatMap((path) => walk(path, value, root));
    case 'filter':
      return childrenOf(value).filter((item) => passes(step, item, root));
  }
}

function passes(filter: Extract<Step, { type: 'filter' }>, item: Value, root: Value): boolean {
  const side = (operand: Operand): Value =>
    operand.type === 'value' ? operand.value : walk(operand.path, item, root)[0];
  const left = side(filter.left);
  if (filter.right === undefined) return left !== undefined;
  const right = side(filter.right);
  if (left === undefined || right === undefined) return false;
  switch (filter.operator) {
    case '==':
      return left === right;
    case '!=':
      return left !== right;
    default: {
      if (typeof left !== typeof right || (typeof left !== 'number' && typeof left !== 'string')) return false;
      const [a, b] = [left, right as number | string];
      return filter.operator === '<'
        ? a < b
        : filter.operator === '>'
          ? a > b
          : filter.operator === '<='
            ? a <= b
            : a >= b;
    }
  }
}

function childrenOf(value: Value): readonly Value[] {
  if (Array.isArray(value)) return value as readonly Value[];
  if (!isMap(value)) return [];
  return Object.keys(value)
    .sort()
    .map((key) => value[key])
    .filter((v) => v !== undefined);
}

/** The value and all below it. */
function deep(value: Value): readonly Value[] {
  return [value, ...childrenOf(value).flatMap(deep)];
}

function kindOf(value: Value): string {
  return isMap(value)
    ? 'map[string]interface {}'
    : typeof value === 'string'
      ? 'string'
      : typeof value === 'boolean'
        ? 'bool'
        : 'float64';
}
