import { definitionOf, openApiName, type FieldFacts } from '../../api/schema/definitions.ts';
import { apiVersionOf } from '../../api/resources.ts';
import type { Command } from '../command.ts';
import { describedAs } from '../field-descriptions.ts';
import { isFailure, plainFailure, unknownResourceType, type Failure } from '../failure.ts';
import { flagValue, isOn } from '../line.ts';
import { parseJsonPath } from '../printers/jsonpath.ts';
import { findResource, resources, type Resource } from '../resources.ts';
import { EVENTS_WARNING } from './get.ts';

export const explainFlags = 'api-version:string output,o:string recursive,R:bool';

/**
 * The fields of a kind, their types, and what they are for in our own words.
 * @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/explain/v2/templates/plaintext.tmpl
 */
export const explain: Command = function* ({ line, out, err }) {
  const [target, ...more] = line.args;
  const text =
    target === undefined
      ? plainFailure(
          'You must specify the type of resource to explain. Use "kubectl api-resources" for a complete list of supported resources.',
        )
      : more.length > 0
        ? plainFailure('We accept only this format: explain RESOURCE')
        : located(target, flagValue(line, 'api-version'), flagValue(line, 'output') ?? 'plaintext');
  if (isFailure(text)) {
    err(text.failure);
    return text.exit;
  }
  const { resource, path } = text;
  if (target?.split('.')[0]?.toLowerCase() === 'ev') err(EVENTS_WARNING);
  const told = explained(resource, path, isOn(line, 'recursive'));
  out(`${heading(resource)}${isFailure(told) ? '' : told}`);
  if (!isFailure(told)) return 0;
  err(told.failure);
  return told.exit;
};

interface Located {
  readonly resource: Resource;
  readonly path: readonly string[];
}

function located(target: string, version: string | undefined, output: string): Located | Failure {
  const wrong = pathProblem(target);
  if (wrong !== undefined) return plainFailure(wrong);
  const [type = '', ...path] = target.split('.');
  const resource = findResource(type);
  if (!resource) return unknownResourceType(type);
  if (version && !VERSIONS.has(version))
    return plainFailure(
      `couldn't find resource for "${version.includes('/') ? version : `/${version}`}, Resource=${resource.plural}"`,
    );
  if (version && version !== apiVersionOf(resource) && resource.kind !== 'HorizontalPodAutoscaler')
    return plainFailure(`GVR (${version}, Resource=${resource.plural}) not found in OpenAPI schema`);
  if (!['plaintext', 'plaintext-openapiv2'].includes(output)) return plainFailure(`unrecognized format: ${output}`);
  return { resource, path: path.filter((field) => field !== '') };
}

/**
 * Why the path behind a kind cannot be read: it is a JSONPath of fields alone.
 * @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/explain/explain.go SplitAndParseResourceRequest
 */
function pathProblem(target: string): string | undefined {
  if (target.trim() === '') return 'a resource must be present, got: /, Resource=';
  const read = parseJsonPath(`{.${target}}`);
  if (!read.ok) return read.message;
  const isFields = read.value.every((part) => part.type === 'path' && part.path.every((step) => step.type === 'field'));
  return isFields ? undefined : 'invalid jsonpath syntax, first node must be field node';
}

/** Groups and versions that are served, of kinds that are stored. */
const VERSIONS: ReadonlySet<string> = new Set([...resources.map((r) => apiVersionOf(r)), 'autoscaling/v1']);

function explained(resource: Resource, path: readonly string[], recursive: boolean): string | Failure {
  const missing = (): Failure => plainFailure(`field ${JSON.stringify(path.at(-1))} does not exist`);
  let name = resource.definition;
  let holder = name;
  let facts: FieldFacts | undefined;
  for (const [i, field] of path.entries()) {
    facts = definitionOf(name)?.[field];
    if (!facts) return missing();
    holder = name;
    const inner = definitionIn(facts.type);
    if (inner === undefined && i < path.length - 1) return missing();
    name = inner ?? '';
  }
  const last = path.at(-1);
  const values = facts?.enum ? `ENUM:\n${facts.enum.map((value) => `    ${value || '""'}\n`).join('')}` : '\n';
  const type = facts && last !== undefined ? (RAW[`${holder}.${last}`] ?? typeText(facts.type)) : '';
  const field = type === '' ? '' : `FIELD: ${last ?? ''} <${type}>\n${values}\n`;
  const words = describedAs(last === undefined ? resource.kind : `${holder}.${last}`) ?? describedAs(name);
  const description = words === undefined ? '' : `DESCRIPTION:\n${wrapped(words, '    ')}    \n`;
  const fields = definitionOf(name);
  const list = fields ? `FIELDS:\n${fieldLines(fields, '  ', recursive, [name])}` : '';
  return `${field}${description}${list}\n`;
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
      const type = RAW[`${seen.at(-1) ?? ''}.${name}`] ?? typeText(facts.type);
      const line = `${indent}${name}\t<${type}>${facts.required !== undefined ? ' -required-' : ''}\n`;
      const allowed = facts.enum ? `${indent}enum: ${valuesText(facts.enum)}\n` : '';
      const inner = definitionIn(facts.type);
      const below = inner === undefined ? undefined : definitionOf(inner);
      const isDeeper = recursive && below && inner !== undefined && !seen.includes(inner);
      const words = recursive ? undefined : describedAs(`${seen.at(-1) ?? ''}.${name}`);
      const told = recursive ? '' : `${words === undefined ? '' : wrapped(words, `${indent}  `)}\n`;
      return line + allowed + told + (isDeeper ? fieldLines(below, `${indent}  `, recursive, [...seen, inner]) : '');
    })
    .join('');
}

/** Of a field's values a list shows so many. */
const SHOWN = 4;

const valuesText = (values: readonly string[]): string =>
  [...values.slice(0, SHOWN).map((value) => value || '""'), ...(values.length > SHOWN ? ['....'] : [])].join(', ');

/** Fields that hold any JSON, by what Go calls it. */
const RAW: Readonly<Record<string, string>> = {
  'ManagedFieldsEntry.fieldsV1': 'FieldsV1',
  'ControllerRevision.data': 'RawExtension',
};

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
  return type.startsWith('#') ? (openApiName(type.slice(1)).split('.').at(-1) ?? '') : (SCALARS[type] ?? type);
}
