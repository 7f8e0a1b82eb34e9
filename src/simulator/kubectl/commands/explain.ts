import { definitionOf, type FieldFacts } from '../../api/schema/definitions.ts';
import { apiVersionOf } from '../../api/resources.ts';
import type { Command } from '../command.ts';
import { describedAs } from '../field-descriptions.ts';
import { isFailure, plainFailure, type Failure } from '../failure.ts';
import { flagValue, isOn } from '../line.ts';
import { findResource, type Resource } from '../resources.ts';

export const explainFlags = 'api-version:string output:string recursive,r:bool';

/**
 * The fields of a kind, their types, and what they are for in our own words.
 * @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/explain/v2/templates/plaintext.tmpl
 */
export const explain: Command = function* ({ line, out, err }) {
  const output = flagValue(line, 'output') ?? 'plaintext';
  if (!['plaintext', 'plaintext-openapiv2'].includes(output)) {
    err(`Invalid Output: ${output}\n`);
    return 1;
  }
  const [target, ...more] = line.args;
  const text =
    target === undefined
      ? plainFailure(
          'You must specify the type of resource to explain. Use "kubectl api-resources" for a complete list of supported resources.',
        )
      : more.length > 0
        ? plainFailure('We accept only this format: explain RESOURCE')
        : explained(target, isOn(line, 'recursive'));
  if (isFailure(text)) {
    err(text.failure);
    return text.exit;
  }
  out(text);
  return 0;
};

function explained(target: string, recursive: boolean): string | Failure {
  const [type = '', ...path] = target.split('.');
  const resource = findResource(type);
  if (!resource) return plainFailure(`the server doesn't have a resource type ${JSON.stringify(type)}`);
  let name = resource.definition;
  let holder = name;
  let facts: FieldFacts | undefined;
  for (const [i, field] of path.entries()) {
    facts = definitionOf(name)?.[field];
    if (!facts) return plainFailure(`field ${JSON.stringify(field)} does not exist`);
    holder = name;
    const inner = definitionIn(facts.type);
    if (inner === undefined && i < path.length - 1)
      return plainFailure(`field ${JSON.stringify(path[i + 1])} does not exist`);
    name = inner ?? '';
  }
  const last = path.at(-1);
  const required = facts?.required === undefined ? '' : ' -required-';
  const field = facts && last !== undefined ? `FIELD: ${last} <${typeText(facts.type)}>${required}\n\n` : '';
  const words = describedAs(last === undefined ? resource.kind : `${holder}.${last}`) ?? describedAs(name);
  const description = words === undefined ? '' : `DESCRIPTION:\n${wrapped(words, '    ')}    \n`;
  const fields = definitionOf(name);
  const list = fields ? `FIELDS:\n${fieldLines(fields, '  ', recursive, [name])}${recursive ? '\n' : ''}` : '';
  return `${heading(resource)}${field}${description}${list}`;
}

/** Columns of a description. */
const WIDTH = 78;

/** Lines of words, each with its indent and newline. */
function wrapped(text: string, indent: string): string {
  const lines: string[] = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line !== '' && indent.length + line.length + 1 + word.length > WIDTH) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines.map((line) => `${indent}${line}\n`).join('');
}

function heading(resource: Resource): string {
  const group = resource.group === '' ? '' : `GROUP:      ${resource.group}\n`;
  return `${group}KIND:       ${resource.kind}\nVERSION:    ${resource.group === '' ? apiVersionOf(resource) : resource.version}\n\n`;
}

function fieldLines(
  fields: Readonly<Record<string, FieldFacts>>,
  indent: string,
  recursive: boolean,
  seen: readonly string[],
): string {
  return Object.keys(fields)
    .sort()
    .map((name) => {
      const facts = fields[name];
      if (!facts) return '';
      const line = `${indent}${name}\t<${typeText(facts.type)}>${facts.required !== undefined ? ' -required-' : ''}\n`;
      const allowed = facts.enum ? `${indent}enum: ${facts.enum.join(', ')}\n` : '';
      const inner = definitionIn(facts.type);
      const below = inner === undefined ? undefined : definitionOf(inner);
      const isDeeper = recursive && below && inner !== undefined && !seen.includes(inner);
      const words = recursive ? undefined : describedAs(`${seen.at(-1) ?? ''}.${name}`);
      const told = recursive ? '' : `${words === undefined ? '' : wrapped(words, `${indent}  `)}\n`;
      return line + allowed + told + (isDeeper ? fieldLines(below, `${indent}  `, recursive, [...seen, inner]) : '');
    })
    .join('');
}

function definitionIn(type: string): string | undefined {
  const bare = type.replace(/^(\[\]|\{\})+/, '');
  return bare.startsWith('#') ? bare.slice(1) : undefined;
}

const SCALARS: Readonly<Record<string, string>> = {
  int32: 'integer',
  int64: 'integer',
  bytes: 'string',
  quantity: 'Quantity',
  time: 'string',
  microTime: 'string',
  intOrString: 'IntOrString',
  any: 'Object',
};

/** "[]Container", "map[string]string", "integer" */
function typeText(type: string): string {
  if (type.startsWith('[]')) return `[]${typeText(type.slice(2))}`;
  if (type.startsWith('{}')) return `map[string]${typeText(type.slice(2))}`;
  return type.startsWith('#') ? type.slice(1) : (SCALARS[type] ?? type);
}
