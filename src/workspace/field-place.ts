/** Where a Pod's field stands in manifests: a Pod's own, or the template of what makes Pods. Loaded when it is asked for. */
import { placesOf, type Places } from '../simulator/index.ts';
import type { Place } from './workspace-signals.ts';

export interface PodField {
  /** The container whose field it is; the Pod's own where there is none. */
  readonly container?: string;
  /** From the container or the Pod's spec: "livenessProbe", "resources.limits.memory". */
  readonly field: string;
}

interface PodSpecText {
  readonly text: string;
  /** Lines before the document. */
  readonly before: number;
  readonly places: ReadonlyMap<string, Places>;
  /** Path of the Pod's spec in it. */
  readonly spec: string;
}

const TEMPLATES: Readonly<Record<string, string>> = { Pod: 'spec', CronJob: 'spec.jobTemplate.spec.template.spec' };

/**
 * @returns the place of the field, or, where it is absent, of its nearest parent that is there; undefined where no document
 * holds such a container
 */
export function fieldPlace(yaml: string, { container, field }: PodField): Place | undefined {
  for (const document of podSpecs(yaml)) {
    const owner = container === undefined ? document.spec : containerPath(document, container);
    if (owner !== undefined) return nearest(document, owner, field);
  }
  return undefined;
}

/** Whether the field itself is written, and no parent only. */
export function hasField(yaml: string, { container, field }: PodField): boolean {
  return podSpecs(yaml).some((document) => {
    const owner = container === undefined ? document.spec : containerPath(document, container);
    return owner !== undefined && document.places.has(`${owner}.${field}`);
  });
}

function podSpecs(yaml: string): PodSpecText[] {
  let before = 0;
  return yaml.split(/^---[^\n]*\n/m).flatMap((text) => {
    const document = { text, before, places: placesOf(text) };
    before += text.split('\n').length;
    const spec = TEMPLATES[scalar(document, 'kind') ?? ''] ?? 'spec.template.spec';
    return document.places.has(spec) ? [{ ...document, spec }] : [];
  });
}

function containerPath(document: PodSpecText, name: string): string | undefined {
  for (const list of ['containers', 'initContainers'])
    for (let i = 0; document.places.has(`${document.spec}.${list}[${i}]`); i++) {
      const path = `${document.spec}.${list}[${i}]`;
      if (scalar(document, `${path}.name`) === name) return path;
    }
  return undefined;
}

function scalar({ text, places }: Pick<PodSpecText, 'text' | 'places'>, path: string): string | undefined {
  const value = places.get(path)?.value;
  return value && text.slice(value.from, value.to).replace(/^["']|["']$/g, '');
}

function nearest({ places, before }: PodSpecText, owner: string, field: string): Place | undefined {
  for (let path = `${owner}.${field}`; ; path = path.slice(0, path.lastIndexOf('.'))) {
    const found = places.get(path);
    const place = found?.key ?? found?.value;
    if (place) return { line: before + place.line, column: place.column };
    if (path === owner || !path.includes('.')) return undefined;
  }
}
