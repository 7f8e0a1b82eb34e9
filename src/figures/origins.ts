/** Where each line of a stored object comes from: what the author wrote, what the API server added, what the cluster reports. */
import { isMap, isPair, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';

export type Origin = 'you' | 'api' | 'cluster';
export interface StoredLine {
  readonly text: string;
  readonly origin: Origin;
}

/** Written after the API server has stored the object: by the scheduler and the kubelet. */
const LATER = /^(status(\.|$)|spec\.nodeName$)/;

/** @param yaml - the object as `kubectl get -o yaml` prints it */
export function originsOf(manifest: string, yaml: string): StoredLine[] {
  const written = new Set<string>();
  paths(parseDocument(manifest).contents, '', (path) => written.add(path));
  const counter = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: counter });
  const origins = new Map<number, Origin>();
  paths(document.contents, '', (path, offset) => {
    const line = counter.linePos(offset).line - 1;
    const origin = LATER.test(path) ? 'cluster' : written.has(path) ? 'you' : 'api';
    origins.set(line, origins.get(line) ?? origin);
  });
  let last: Origin = 'api';
  return yaml
    .trimEnd()
    .split('\n')
    .map((text, line) => ({ text, origin: (last = origins.get(line) ?? last) }));
}

/** Calls with each key's and each item's path, and where it begins. Items of a list are known by their name where they have one. */
function paths(node: unknown, at: string, found: (path: string, offset: number) => void): void {
  if (isMap(node))
    for (const pair of node.items) {
      if (!isPair(pair) || !isScalar(pair.key)) continue;
      const path = at === '' ? String(pair.key.value) : `${at}.${String(pair.key.value)}`;
      found(path, pair.key.range?.[0] ?? 0);
      paths(pair.value, path, found);
    }
  else if (isSeq(node))
    for (const [i, item] of node.items.entries()) {
      const name = isMap(item) ? item.get('name') : undefined;
      paths(item, `${at}[${typeof name === 'string' ? name : i}]`, found);
    }
}
