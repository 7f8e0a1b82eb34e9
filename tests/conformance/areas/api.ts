import type { Area, Case } from '../area.ts';
import { smallCluster, typeLine } from '../small-cluster.ts';

const COMMAND = 'kubectl create --dry-run=server -o json -f -';

export const area: Area = { answers: ['exit', 'stderr', 'objects'], answer: (question) => created(question) };

/** What kubectl says to a manifest, and the objects that it prints. */
export function created(question: Case): Record<string, unknown> {
  const { exit, stdout, stderr } = typeLine(smallCluster(), COMMAND, String(question['yaml']));
  return { exit, stderr, objects: printedObjects(stdout) };
}

/** JSON documents printed one after another. */
const printedObjects = (stdout: string): unknown[] =>
  stdout
    .split(/^(?=\{)/m)
    .filter((text) => text !== '')
    .map((text) => JSON.parse(text) as unknown);
