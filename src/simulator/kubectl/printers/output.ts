import type { JsonObject } from '../../api/json.ts';
import type { KubeObject } from '../../api/schema/kinds.ts';
import { goQuote } from '../../go-quote.ts';
import { isFailure, plainFailure, type Failure } from '../failure.ts';
import { inGoOrder } from './go-order.ts';
import { withNilLists } from './nil-lists.ts';
import { printedNameOf } from '../resources.ts';
import { customCell, NO_COLUMNS, parseCustomColumns } from './custom-columns.ts';
import { goSyntax, goValue } from './go-syntax.ts';
import { parseGoTemplate, renderGoTemplate } from './go-template/go-template.ts';
import { parseJsonPath, renderJsonPath, type MissingKeys } from './jsonpath.ts';
import { compactJson, isMap, prettyJson } from './json-text.ts';
import { kyamlText } from './kyaml-text.ts';
import { align, TABLE } from './tab-writer.ts';
import { yamlText } from './yaml-text.ts';

/** Prints one object, or a List of them; gives its text or says why not. */
export type Printer = (object: JsonObject) => string | Failure;

export interface OutputOptions {
  readonly noHeaders?: boolean;
  /** --show-managed-fields */
  readonly managedFields?: boolean;
  /** --allow-missing-template-keys */
  readonly missingKeys?: MissingKeys;
  /** --template */
  readonly template?: string | undefined;
  /** Objects are held as their Go types: JSON has their fields in Go's order. */
  readonly typed?: boolean;
}

const FORMATS =
  'custom-columns,custom-columns-file,go-template,go-template-file,json,jsonpath,jsonpath-as-json,jsonpath-file,kyaml,name,template,templatefile,wide,yaml';
/** Formats that have a template behind "=" or in --template; the others are read in any case. */
const TAKES_ARGUMENT: ReadonlySet<string> = new Set([
  'custom-columns',
  'go-template',
  'jsonpath',
  'jsonpath-as-json',
  'template',
]);
/** Formats whose template is in a file, of which there are none, and how kubectl calls it. */
const FROM_FILES: Readonly<Record<string, string>> = {
  'custom-columns-file': 'template ',
  'go-template-file': '--template ',
  'jsonpath-file': '--template ',
  templatefile: '--template ',
};
/** What commands other than `get` print: they know no tables. */
const PLAIN_FORMATS =
  'go-template,go-template-file,json,jsonpath,jsonpath-as-json,jsonpath-file,kyaml,name,template,templatefile,yaml';

/**
 * The printer that `-o` asks for; undefined for a table (no -o, or `wide`).
 * @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/get/get_flags.go ToPrinter; cli-runtime pkg/genericclioptions/print_flags.go
 */
export function printerFor(
  output: string | undefined,
  options: OutputOptions = {},
  tables: 'tables' | 'no tables' = 'tables',
): Printer | Failure | undefined {
  if (output === undefined || output === '')
    return options.template ? templatePrinter(options.template, options) : undefined;
  if (output === 'wide' && tables === 'tables') return undefined;
  const equals = output.indexOf('=');
  const name = equals < 0 ? output : output.slice(0, equals);
  const argument = equals < 0 ? (options.template ?? '') : output.slice(equals + 1);
  const format = TAKES_ARGUMENT.has(name) ? name : output.toLowerCase();
  const file = Object.hasOwn(FROM_FILES, name) ? FROM_FILES[name] : undefined;
  if (file !== undefined)
    return plainFailure(
      argument !== ''
        ? `error reading ${file}${argument}, open ${argument}: no such file or directory`
        : name === 'custom-columns-file'
          ? NO_COLUMNS
          : 'template format specified but no template given',
    );
  switch (format) {
    case 'json':
      return options.typed
        ? (object) => prettyJson(inGoOrder(shownFields(object, options)), 'as they come')
        : (object) => prettyJson(shownFields(object, options));
    case 'yaml':
      return (object) => yamlText(shownFields(object, options));
    case 'kyaml':
      return options.typed
        ? (object) => kyamlText(inGoOrder(shownFields(object, options)), 'as they come')
        : (object) => kyamlText(shownFields(object, options));
    case 'name':
      return (object) =>
        itemsOf(object)
          .map((item) => `${objectName(item)}\n`)
          .join('');
    case 'jsonpath':
    case 'jsonpath-as-json':
      return jsonPathPrinter(argument, format, options.missingKeys);
    case 'go-template':
    case 'template':
      return templatePrinter(argument, options);
    case 'custom-columns':
      if (tables === 'tables') return columnsPrinter(argument, options);
  }
  return plainFailure(
    `unable to match a printer suitable for the output format ${goQuote(output)}, allowed formats are: ${tables === 'tables' ? FORMATS : PLAIN_FORMATS}`,
  );
}

/** A List as kubectl makes one of what several requests gave. */
export function listOf(objects: readonly KubeObject[]): JsonObject {
  return { apiVersion: 'v1', items: objects.map(asJson), kind: 'List', metadata: { resourceVersion: '' } };
}

/** Stored objects are JSON: decoding has seen to it. */
export function asJson(object: KubeObject): JsonObject {
  return withNilLists(object as unknown as JsonObject);
}

function itemsOf(object: JsonObject): readonly JsonObject[] {
  const { items } = object;
  return object['kind'] === 'List' && Array.isArray(items) ? (items as readonly JsonObject[]) : [object];
}

function objectName(object: JsonObject): string {
  return printedNameOf(object as unknown as KubeObject);
}

function shownFields(object: JsonObject, options: OutputOptions): JsonObject {
  if (options.managedFields) return object;
  if (object['kind'] === 'List') return { ...object, items: itemsOf(object).map((item) => shownFields(item, options)) };
  return withoutManagedFields(object);
}

/** Who set which field is left out of what people read. */
export function withoutManagedFields(object: JsonObject): JsonObject {
  const { metadata } = object;
  if (!isMap(metadata) || metadata['managedFields'] === undefined) return object;
  return { ...object, metadata: { ...metadata, managedFields: undefined } };
}

function jsonPathPrinter(
  template: string,
  format: 'jsonpath' | 'jsonpath-as-json',
  missing: MissingKeys | undefined,
): Printer | Failure {
  if (template === '') return plainFailure(`template format specified but no template given`);
  const parsed = parseJsonPath(template);
  if (!parsed.ok) return plainFailure(`error parsing jsonpath ${template}, ${parsed.message}`);
  return (object) => {
    const text = renderJsonPath(parsed.value, object, format === 'jsonpath' ? 'text' : 'json', missing);
    if (text.ok) return text.value;
    return plainFailure(
      `error executing jsonpath ${goQuote(template)}: Error executing template: ${text.message}. Printing more information for debugging the template:\n` +
        `\ttemplate was:\n\t\t${template}\n\tobject given to jsonpath engine was:\n\t\t${goSyntax(object)}\n\n`,
    );
  };
}

function templatePrinter(template: string, { missingKeys, typed }: OutputOptions): Printer | Failure {
  if (template === '') return plainFailure('template format specified but no template given');
  const parsed = parseGoTemplate(template);
  if (!parsed.ok) return plainFailure(`error parsing template ${template}, ${parsed.message}`);
  return (object) => {
    const { text, problem } = renderGoTemplate(parsed.template, object, missingKeys);
    if (problem === undefined) return text;
    const raw = typed ? compactJson(inGoOrder(object), 'as they come') : compactJson(object);
    const debugging =
      `Error executing template: ${problem}. Printing more information for debugging the template:\n` +
      `\ttemplate was:\n\t\t${template}\n\traw data was:\n\t\t${raw}\n` +
      `\tobject given to template engine was:\n\t\t${goValue(object)}\n\n`;
    return { ...plainFailure(`error executing template ${goQuote(template)}: ${problem}`), printed: text + debugging };
  };
}

function columnsPrinter(spec: string, options: OutputOptions): Printer | Failure {
  const columns = parseCustomColumns(spec);
  if (isFailure(columns)) return columns;
  const header = options.noHeaders ? [] : [columns.map((c) => c.header)];
  return (object) => {
    const items = itemsOf(object);
    // Headers are printed before any path is read, and paths once there is something to read.
    const unread = items.length > 0 ? columns.map((c) => c.path).find((path) => !path.ok) : undefined;
    const rows = unread ? [] : items.map((item) => columns.map((column) => customCell(column, item)));
    const text = align([...header, ...rows].map((cells) => `${cells.join('\t')}\n`).join(''), TABLE);
    return unread && !unread.ok ? { ...plainFailure(unread.message), printed: text } : text;
  };
}
