/** Where a field stands in manifests, by a path as `kubectl explain` writes it. Loaded when it is asked for. */
import {
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseAllDocuments,
  visit,
  isPair,
  type Document,
  type YAMLMap,
} from 'yaml';
import type { Place } from './workspace-signals.ts';

/**
 * "service.spec.selector"; "pod" is whatever has a Pod's spec: a Pod, or the template of what makes Pods. Brackets choose an
 * object, a container or a key by its name: "pod[web].spec.containers[app].resources.requests[nvidia.com/gpu]", or an item by
 * its index. Without them it is the first that has the field. "pod[web]" alone is an object that should be there: its namespace,
 * or the name where one of its kind is there under another.
 */
export type FieldPath = string;

export interface Manifest {
  /** Whether the field itself is written, and no parent only. */
  has(path: FieldPath): boolean;
  /**
   * @returns where it is written, or, where it is absent, its nearest parent; `kind` where another kind makes the Pods; the last
   * line where nothing of the kind is written; undefined where no document can be read, or none has the container
   */
  place(path: FieldPath): Place | undefined;
  /**
   * The first place where keys follow each other, wherever they begin: "resources.requests" in any container.
   * @returns undefined where it is nowhere, or in several documents
   */
  placeOfKeys(path: string): Place | undefined;
}

export function readManifest(yaml: string): Manifest {
  const lines = new LineCounter();
  const documents = mapsOf(yaml, lines);
  const placeAt = (offset: number | undefined): Place | undefined => {
    if (offset === undefined) return undefined;
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  return {
    has: (path) => find(documents, path)?.isWhole ?? false,
    place(path) {
      if (documents.length === 0) return undefined;
      const found = find(documents, path);
      if (found) return placeAt(found.offset);
      const kind = kindIn(path);
      const maker = WORKLOADS.includes(kind) && documents.find((map) => WORKLOADS.includes(kindOf(map)));
      return placeAt(maker ? keyOffset(maker, 'kind') : yaml.trimEnd().length - 1);
    },
    placeOfKeys(path) {
      const [offset, ...others] = documents.flatMap((map) => offsetAnywhere(map, stepsOf(path)) ?? []);
      return others.length > 0 ? undefined : placeAt(offset);
    },
  };
}

/** Kinds that are a Pod or make Pods. */
const WORKLOADS = ['pod', 'deployment', 'replicaset', 'statefulset', 'daemonset', 'job', 'cronjob'];

/** Maps whose keys are the author's own words, not fields. */
const OWN_KEYS: readonly string[] = ['labels', 'annotations', 'matchLabels', 'nodeSelector', 'data', 'stringData'];

interface Step {
  readonly text: string;
  /** It chooses by name. */
  readonly isName: boolean;
}

/** What of a path is written: the offset of the deepest key; undefined where a container of that name is not there. */
interface Found {
  readonly offset: number | undefined;
  readonly isWhole: boolean;
}

const stepsOf = (path: string): Step[] =>
  [...path.matchAll(/\[([^\]]*)\]|[^.[\]]+/g)].map(([whole, name]) => ({
    text: name ?? whole,
    isName: name !== undefined,
  }));

const kindIn = (path: FieldPath): string => /^\w*/.exec(path)![0];
const kindOf = (map: YAMLMap): string => String(map.get('kind')).toLowerCase();

export function mapsOf(yaml: string, lineCounter = new LineCounter()): YAMLMap[] {
  const documents: readonly Document[] = [...parseAllDocuments(yaml, { lineCounter, uniqueKeys: false })];
  return documents.flatMap(({ contents, errors }) => (isMap(contents) && errors.length === 0 ? [contents] : []));
}

/** From a document's root to the Pod that it is or makes. */
const POD: Readonly<Record<string, readonly string[]>> = {
  pod: [],
  cronjob: ['spec', 'jobTemplate', 'spec', 'template'],
};
const TEMPLATE = ['spec', 'template'];
export const podPath = (map: YAMLMap): readonly string[] => POD[kindOf(map)] ?? TEMPLATE;

/** @returns undefined where no document is of the kind */
function find(documents: readonly YAMLMap[], path: FieldPath): Found | undefined {
  const [, ...steps] = stepsOf(path);
  const kind = kindIn(path);
  const isNamed = steps[0]?.isName;
  const name = isNamed && steps.shift()?.text;
  if (isNamed && steps.length === 0) {
    const own = documents.filter((map) => kindOf(map) === kind);
    const same = own.find((map) => map.getIn(['metadata', 'name']) === name);
    const [field, map] = same ? ['metadata.namespace', same] : ['metadata.name', own[0]];
    return map && { ...walk(map, stepsOf(field), map.range?.[0]), isWhole: true };
  }
  const ofKind = documents.filter((map) =>
    kind === 'pod' ? isMap(map.getIn([...podPath(map), 'spec'])) : kindOf(map) === kind,
  );
  const named = ofKind.filter((map) => map.getIn(['metadata', 'name']) === name);
  const found = (named.length > 0 ? named : ofKind).map((map) => {
    const whole = kind === 'pod' ? [...podPath(map).map((text) => ({ text, isName: false })), ...steps] : steps;
    return walk(map, whole, map.range?.[0]);
  });
  return found.find(({ isWhole }) => isWhole) ?? found.find(({ offset }) => offset !== undefined) ?? found[0];
}

function walk(at: unknown, [step, ...rest]: readonly Step[], offset: number | undefined): Found {
  if (!step) return { offset, isWhole: true };
  if (isSeq(at)) {
    const items = at.items.filter((item) => isMap(item));
    const chosen = step.isName ? items.filter((item, i) => [item.get('name'), String(i)].includes(step.text)) : items;
    if (step.isName && chosen.length === 0) return { offset: undefined, isWhole: false };
    const found = chosen.map((item) => walk(item, step.isName ? rest : [step, ...rest], item.range?.[0]));
    return found.find(({ isWhole }) => isWhole) ?? found[0] ?? { offset, isWhole: false };
  }
  if (!isMap(at)) return { offset, isWhole: false };
  if (step.text === 'containers' && rest[0]?.isName && at.has('initContainers')) {
    const ofApplication = walk(at.get('containers'), rest, undefined);
    return ofApplication.offset === undefined ? walk(at.get('initContainers'), rest, undefined) : ofApplication;
  }
  // of a key that stands there twice the last is what is read
  const pair = at.items.findLast(({ key }) => isScalar(key) && key.value === step.text);
  if (!pair) return { offset, isWhole: false };
  return walk(pair.value, rest, isScalar(pair.key) ? pair.key.range?.[0] : offset);
}

const keyOffset = (map: YAMLMap, key: string): number | undefined => walk(map, stepsOf(key), undefined).offset;

function offsetAnywhere(document: YAMLMap, steps: readonly Step[]): number | undefined {
  let offset: number | undefined;
  visit(document, {
    Map(_, map, parents) {
      const parent = parents.at(-1);
      if (isPair(parent) && isScalar(parent.key) && OWN_KEYS.includes(String(parent.key.value))) return undefined;
      const { offset: here, isWhole } = walk(map, steps, undefined);
      if (!isWhole) return undefined;
      offset = here;
      return visit.BREAK;
    },
  });
  return offset;
}
