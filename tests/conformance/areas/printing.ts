import type { KubeObject } from '../../../src/simulator/api/schema/kinds.ts';
import type { Area } from '../area.ts';
import { say } from '../recorded-cluster.ts';

/** A case's commands were typed one after another from `now` on, so many milliseconds apart. */
const APART = 150;
/**
 * When the second answer is given, after the first. A command took up to half a second on a busy machine, and of several
 * ages in one answer some pass a second in that time while others do not: this is nearer than a whole second later.
 */
const SLOWER = 450;

export const area: Area = {
  answers: [],
  answer: (question) => {
    const objects = question['objects'] as readonly KubeObject[];
    const outputs = question['outputs'] as readonly { readonly command: string }[];
    const now = Date.parse(String(question['now']));
    return {
      outputs: outputs.map(({ command }, i) => {
        const at = now + APART * i;
        return { command, ...say(objects, command, at), later: { stdout: say(objects, command, at + SLOWER).stdout } };
      }),
    };
  },
};
