import type { KubeObject } from '../api/schema/kinds.ts';
import { plainFailure, type Failure } from './failure.ts';

/** What "KEY=VALUE" and "KEY-" words ask for, behind the words that name resources. */
export interface Pairs {
  readonly resources: readonly string[];
  readonly set: ReadonlyMap<string, string>;
  readonly remove: readonly string[];
}

/**
 * @param what - "label" or "annotation", for messages
 * @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/util/helpers.go GetResourcesAndPairs, ParsePairs
 */
export function readPairs(args: readonly string[], what: 'label' | 'annotation'): Pairs | Failure {
  const isPair = (arg: string): boolean => arg.indexOf('=') > 0 || (arg.endsWith('-') && arg !== '-');
  const first = args.findIndex(isPair);
  const resources = args.slice(0, first < 0 ? undefined : first);
  const words = first < 0 ? [] : args.slice(first);
  const stray = words.find((word) => !isPair(word));
  if (stray !== undefined) return plainFailure(`all resources must be specified before ${what} changes: ${stray}`);
  const set = new Map<string, string>();
  const remove: string[] = [];
  for (const word of words) {
    const equals = word.indexOf('=');
    if (equals < 0) remove.push(word.slice(0, -1));
    else if (what === 'label' && word.indexOf('=', equals + 1) >= 0) return plainFailure(`invalid label spec: ${word}`);
    else set.set(word.slice(0, equals), word.slice(equals + 1));
  }
  const both = remove.filter((key) => set.has(key));
  if (both.length > 0)
    return plainFailure(
      what === 'label'
        ? 'can not both modify and remove a label in the same command'
        : `can not both modify and remove the following annotation(s) in the same command: ${both.join(', ')}`,
    );
  return { resources, set, remove };
}

/** Whether arguments can only mean one object: "pod web" or "pod/web". */
export function namesOne(resources: readonly string[]): boolean {
  const [first = ''] = resources;
  return resources.length === 1 ? first.includes('/') : resources.length === 2 && !resources.join('').includes('/');
}

/**
 * What --list prints of an object. Upstream ranges over a Go map, so that the order is no one's; here it is the object's.
 * @param among - whether others are listed too, so that each has a heading
 * @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/label/label.go RunLabel
 */
export function listPairs(
  out: (text: string) => void,
  what: 'labels' | 'annotations',
  { apiVersion, kind, metadata: { name } }: KubeObject,
  pairs: Readonly<Record<string, string>>,
  among: 'alone' | 'of several',
): undefined {
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  const indent = among === 'alone' ? '' : ' ';
  if (among === 'of several') out(`Listing ${what} for ${kind}.${group}/${name}:\n`);
  for (const [key, value] of Object.entries(pairs)) out(`${indent}${key}=${value}\n`);
}
