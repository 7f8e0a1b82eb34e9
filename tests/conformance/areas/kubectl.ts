import type { KubeObject } from '../../../src/simulator/api/schema/kinds.ts';
import type { Area } from '../area.ts';
import { say } from '../recorded-cluster.ts';

interface Asked {
  readonly cluster: number;
  readonly command: string;
  readonly stdin?: string;
  readonly now: string;
}

export const area: Area = {
  answers: [],
  answer: (question) => {
    const clusters = question['clusters'] as readonly (readonly KubeObject[])[];
    const said = question['said'] as readonly Asked[];
    return {
      said: said.map(({ cluster, command, stdin = '', now }) => {
        const answer = (at: number): ReturnType<typeof say> => {
          try {
            return say(clusters[cluster] ?? [], command, at, stdin);
          } catch (error) {
            return { exit: -1, stdout: '', stderr: String(error) };
          }
        };
        const at = Date.parse(now);
        return { cluster, command, now, ...answer(at), later: { stdout: answer(at + 1000).stdout } };
      }),
    };
  },
};
