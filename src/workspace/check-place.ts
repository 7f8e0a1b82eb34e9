/** What of the YAML a failed check is about: a field path that it names, or the field behind what it found. */
import type { Picture } from '../figures/picture.ts';
import type { CheckResult } from '../sandbox/client.ts';
import { fieldPlace, hasField, keyPlace } from './field-place.ts';
import { schedulingPlace } from './scheduling-place.ts';
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

/** What is known besides the check's own facts. */
export interface Known {
  /** Where the check tells the learner to look, in words. */
  readonly look?: string;
  /** The run that its moment is in. */
  readonly picture?: Picture | undefined;
}

export function placeOfCheck(check: CheckResult, yaml: string, { look = '', picture }: Known = {}): Place | undefined {
  const { facts, cause = [] } = check;
  if (typeof facts['line'] === 'number' && (check.id === 'applies' || namesPath(facts['path'])))
    return { line: facts['line'], column: 1 };
  const container = containerOf(facts, cause);
  const of = (fields: readonly string[]): Place | undefined => {
    if (container === undefined) return undefined;
    const field = fields.find((name) => hasField(yaml, { container, field: name })) ?? fields[0];
    return field === undefined ? undefined : fieldPlace(yaml, { container, field });
  };
  const probe = /\b(startup|readiness|liveness)\b/.exec(`${facts['probe'] ?? ''} ${cause.find(isOfProbe) ?? ''}`)?.[1];
  if (probe) return of([`${probe}Probe`]);
  const reasoned = FIELDS[String(facts['reason'])];
  if (reasoned) return of(reasoned);
  if (cause.some((line) => line.includes('after SIGTERM')))
    return fieldPlace(yaml, { field: 'terminationGracePeriodSeconds' });
  if (facts['resource'] !== undefined) return of([`resources.limits.${facts['resource']}`, 'resources']);
  return namedIn(look, yaml) ?? schedulingPlace(check, yaml, picture);
}

/** The field that a sentence names: "Look at `topologyKey`". Where it names several, its words say which of them is meant. */
function namedIn(look: string, yaml: string): Place | undefined {
  const [named, ...others] = look.matchAll(/`([^`]+)`/g);
  return named?.[1] === undefined || others.length > 0 ? undefined : keyPlace(yaml, named[1]);
}

const namesPath = (path: unknown): boolean =>
  typeof path === 'string' && /^(apiVersion|kind|metadata|spec|data|stringData)\b/.test(path);

const isOfProbe = (line: string): boolean => / failed (startup|readiness|liveness) probe/.test(line);

/** The container that the facts or the causes name; else the Pod's first. */
function containerOf(facts: CheckResult['facts'], cause: readonly string[]): string | undefined {
  const told = cause.map((line) => /(?:^container\/|\bContainer )([a-z0-9-]+)/.exec(line)?.[1]).find(Boolean);
  const first = /^([a-z0-9-]+) \(/.exec(String(facts['containers'] ?? ''))?.[1];
  return typeof facts['container'] === 'string' ? facts['container'] : (told ?? first);
}
