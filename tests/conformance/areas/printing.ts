import type { KubeObject } from '../../../src/simulator/api/schema/kinds.ts';
import type { Area } from '../area.ts';
import { sayTwice } from '../recorded-cluster.ts';

export const area: Area = {
  answers: [],
  answer: (question) => {
    const objects = question['objects'] as readonly KubeObject[];
    const outputs = question['outputs'] as readonly { readonly command: string }[];
    const now = Date.parse(String(question['now']));
    return { outputs: outputs.map(({ command }) => ({ command, ...sayTwice(objects, command, now) })) };
  },
};
