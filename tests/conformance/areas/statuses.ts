import type { KubeObject } from '../../../src/simulator/api/schema/kinds.ts';
import type { Area } from '../area.ts';
import { sayTwice } from '../recorded-cluster.ts';

export const area: Area = {
  answers: [],
  answer: (question) => {
    const objects = question['objects'] as readonly KubeObject[];
    const said = question['said'] as readonly { readonly command: string; readonly now: string }[];
    return { said: said.map(({ command, now }) => ({ command, now, ...sayTwice(objects, command, Date.parse(now)) })) };
  },
};
