/** What of the YAML a failed check is about: the field that its evidence or its feedback names, or the one behind what it found. */
import type { Pointed } from '../course/feedback.ts';
import type { CheckResult } from '../sandbox/client.ts';
import { admissionFields } from './admission-place.ts';
import { readManifest, type FieldPath, type Manifest } from './field-place.ts';
import { schedulingFields } from './scheduling-place.ts';
import type { Place } from './workspace-signals.ts';

/** The API's reasons, and the container's fields that lead to them, the likelier first. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  OOMKilled: ['resources.limits.memory'],
  ErrImagePull: ['image'],
  ImagePullBackOff: ['image'],
  InvalidImageName: ['image'],
  ErrImageNeverPull: ['imagePullPolicy', 'image'],
  StartError: ['command', 'args'],
  CreateContainerConfigError: ['envFrom', 'env'],
};

/** @param pointed - what the check's feedback says of where the matter lies */
export function placeOfCheck(check: CheckResult, yaml: string, pointed: Partial<Pointed> = {}): Place | undefined {
  const { facts } = check;
  if (typeof facts['line'] === 'number' && (check.id === 'applies' || namesPath(facts['path'])))
    return { line: facts['line'], column: 1 };
  const manifest = readManifest(yaml);
  const { look = '', fields = [], otherwise = [] } = pointed;
  const first = (paths: readonly FieldPath[]): Place | undefined => firstOf(manifest, paths);
  return (
    first(fields) ??
    first(check.fields ?? []) ??
    first(fieldsBehind(check, namesIn(look))) ??
    namedIn(look, manifest) ??
    first(schedulingFields(check.facts)) ??
    first(admissionFields(check.facts)) ??
    first(otherwise) ??
    first(writtenOf(check).filter((path) => manifest.has(path)))
  );
}

/** The first that is written; where none is, the place of the first. */
function firstOf(manifest: Manifest, paths: readonly FieldPath[]): Place | undefined {
  const path = paths.find((each) => manifest.has(each)) ?? paths[0];
  return path === undefined ? undefined : manifest.place(path);
}

/**
 * What a Pod's own history says: its probes, its containers' reasons, how it was ended.
 * @param names - of the fields to look at, the likelier first: of a probe, those that it has come before it
 */
function fieldsBehind({ facts, cause = [] }: CheckResult, names: readonly string[]): FieldPath[] {
  const container = containerOf(facts, cause);
  const of = (fields: readonly string[]): FieldPath[] =>
    container === undefined ? [] : fields.map((field) => `pod.spec.containers[${container}].${field}`);
  const probe = /\b(startup|readiness|liveness)\b/.exec(`${facts['probe'] ?? ''} ${cause.find(isOfProbe) ?? ''}`)?.[1];
  if (probe) return of([...names.map((name) => `${probe}Probe.${name}`), `${probe}Probe`]);
  const reasoned = FIELDS[String(facts['reason'])];
  if (reasoned) return of(reasoned);
  if (cause.some((line) => line.includes('after SIGTERM')))
    return ['pod.spec.terminationGracePeriodSeconds', ...of(['command', 'args'])];
  return facts['resource'] === undefined ? [] : of([`resources.limits.${facts['resource']}`, 'resources']);
}

/** Of the container that is not well: what keeps one that runs from being ready, else what it runs. */
function writtenOf({ facts, cause = [] }: CheckResult): FieldPath[] {
  if (facts['status'] === undefined) return [];
  const fields = facts['status'] === 'Running' ? ['readinessProbe'] : ['command', 'args'];
  return fields.map((field) => `pod.spec.containers[${containerOf(facts, cause)}].${field}`);
}

/** The field that a sentence names: "Look at `topologyKey`". Where it names several, its words say which of them is meant. */
function namedIn(look: string, manifest: Manifest): Place | undefined {
  const [named, ...others] = namesIn(look);
  return named === undefined || others.length > 0 ? undefined : manifest.placeOfKeys(named);
}

/** What a sentence writes as code. */
const namesIn = (look: string): string[] => [...look.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);

const namesPath = (path: unknown): boolean =>
  typeof path === 'string' && /^(apiVersion|kind|metadata|spec|data|stringData)\b/.test(path);

const isOfProbe = (line: string): boolean => / failed (startup|readiness|liveness) probe/.test(line);

/** The container that the facts or the causes name; else the Pod's first. */
function containerOf(facts: CheckResult['facts'], cause: readonly string[]): string | undefined {
  const told = cause.map((line) => /(?:^container\/|\bContainer )([a-z0-9-]+)/.exec(line)?.[1]).find(Boolean);
  const first = /^([a-z0-9-]+) \(/.exec(String(facts['containers'] ?? ''))?.[1];
  return typeof facts['container'] === 'string' ? facts['container'] : (told ?? first);
}
