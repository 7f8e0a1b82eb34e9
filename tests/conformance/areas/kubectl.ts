import type { KubeObject } from '../../../src/simulator/api/schema/kinds.ts';
import type { Area } from '../area.ts';
import { sayAlive } from '../recorded-cluster.ts';

interface Asked {
  readonly cluster: number;
  readonly command: string;
  readonly stdin?: string;
  readonly now: string;
}

/** From typing a command to its answer, in milliseconds: by then some of several ages may have passed a second. */
const SLOWER = 150;

export const area: Area = {
  answers: [],
  answer: (question) => {
    const clusters = question['clusters'] as readonly (readonly KubeObject[])[];
    const said = question['said'] as readonly Asked[];
    return {
      said: said.map(({ cluster, command, stdin = '', now }) => {
        const answer = (at: number): ReturnType<typeof sayAlive> =>
          sayAlive(clusters[cluster] ?? [], command, at, stdin);
        const at = Date.parse(now);
        return { cluster, command, now, ...answer(at), later: { stdout: answer(at + SLOWER).stdout } };
      }),
    };
  },
};
