/** Where a Pod's field stands in manifests: a Pod's own, or the template of what makes Pods. Loaded when it is asked for. */
import { isMap, isPair, isScalar, isSeq, LineCounter, parseAllDocuments, visit, type YAMLMap } from 'yaml';
import type { Place } from './workspace-signals.ts';

export interface PodField {
  /** The container whose field it is; the Pod's own where there is none. */
  readonly container?: string;
  /** From the container or the Pod's spec: "livenessProbe", "resources.limits.memory". */
  readonly field: string;
}

const TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  Pod: ['spec'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
};
const TEMPLATE = ['spec', 'template', 'spec'];

/**
 * @returns the place of the field, or, where it is absent, of its nearest parent that is there; undefined where no document
 * holds such a container
 */
export function fieldPlace(yaml: string, { container, field }: PodField): Place | undefined {
  const lines = new LineCounter();
  for (const spec of podSpecs(yaml, lines)) {
    const owner = container === undefined ? spec.map : containerOf(spec.map, container);
    if (!owner) continue;
    const start = owner === spec.map ? spec.offset : owner.range?.[0];
    const offset = offsetIn(owner, field.split('.')).offset ?? start;
    if (offset === undefined) return undefined;
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  }
  return undefined;
}

/** Whether the field itself is written, and no parent only. */
export function hasField(yaml: string, { container, field }: PodField): boolean {
  return podSpecs(yaml).some(({ map }) => {
    const owner = container === undefined ? map : containerOf(map, container);
    return owner !== undefined && offsetIn(owner, field.split('.')).isWhole;
  });
}

/** Maps whose keys are the author's own words, not fields. */
const OWN_KEYS: readonly string[] = ['labels', 'annotations', 'matchLabels', 'nodeSelector', 'data', 'stringData'];

/**
 * The first place where a path of keys is written, wherever it begins: "resources.requests" in any container.
 * @returns undefined where it is nowhere, or in several documents
 */
export function keyPlace(yaml: string, path: string): Place | undefined {
  const lineCounter = new LineCounter();
  const steps = path.split('.');
  const found = [...parseAllDocuments(yaml, { lineCounter })].flatMap((document) => {
    let offset: number | undefined;
    visit(document, {
      Map(_, map, parents) {
        const parent = parents.at(-1);
        if (isPair(parent) && isScalar(parent.key) && OWN_KEYS.includes(String(parent.key.value))) return undefined;
        const { offset: here, isWhole } = offsetIn(map, steps);
        if (!isWhole) return undefined;
        offset = here;
        return visit.BREAK;
      },
    });
    return offset ?? [];
  });
  const [offset] = found;
  if (offset === undefined || found.length > 1) return undefined;
  const { line, col } = lineCounter.linePos(offset);
  return { line, column: col };
}

export interface PodSpecNode {
  readonly map: YAMLMap;
  /** Where its key stands. */
  readonly offset: number | undefined;
}

export function podSpecs(yaml: string, lineCounter = new LineCounter()): PodSpecNode[] {
  const documents = parseAllDocuments(yaml, { lineCounter });
  return [...documents].flatMap((document) => {
    if (!isMap(document.contents) || document.errors.length > 0) return [];
    const path = TEMPLATES[String(document.get('kind'))] ?? TEMPLATE;
    const map = document.getIn(path);
    return isMap(map) ? [{ map, offset: offsetIn(document.contents, path).offset }] : [];
  });
}

const containerOf = (spec: YAMLMap, name: string): YAMLMap | undefined =>
  containersOf(spec).find((container) => container.get('name') === name);

/** Those of the application first. */
export const containersOf = (spec: YAMLMap): YAMLMap[] =>
  ['containers', 'initContainers'].flatMap((list) => {
    const containers = spec.get(list);
    return isSeq(containers) ? containers.items.filter((item) => isMap(item)) : [];
  });

/** The deepest key of a path that is written. */
function offsetIn(
  map: YAMLMap,
  path: readonly string[],
): { readonly offset: number | undefined; readonly isWhole: boolean } {
  let offset: number | undefined;
  let at: unknown = map;
  for (const step of path) {
    const pair = isMap(at) && at.items.find(({ key }) => isScalar(key) && key.value === step);
    if (!pair) return { offset, isWhole: false };
    if (isScalar(pair.key)) offset = pair.key.range?.[0];
    at = pair.value;
  }
  return { offset, isWhole: true };
}
