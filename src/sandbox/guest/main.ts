/** What runs inside QuickJS: one function that takes a method and JSON and gives JSON back. */
import { graders } from '../../../graders/index.ts';
import { judge } from '../../../graders/kit/judge.ts';
import { openTerminal, previewOf, type Terminal } from '../../../graders/kit/live.ts';
import type { Grader } from '../../../graders/kit/grader.ts';
import { completeManifest, RuntimeLimit } from '../../simulator/index.ts';
import type { ExerciseFiles, Method, Request, Response, Stopped } from '../protocol.ts';

/** The one function that the host lends: it reports how many variants are done. */
declare const progress: (done: number, total: number) => void;

let terminal: Terminal | undefined;

function graderOf(exercise: ExerciseFiles): Grader {
  const grader = graders[exercise.id];
  if (!grader) throw new Error(`no grader for exercise ${exercise.id}`);
  return grader;
}

const open = (): Terminal => {
  if (!terminal) throw new Error('no live cluster is open');
  return terminal;
};

const methods: { readonly [M in Method]: (request: Request<M>) => Response<M> } = {
  grade: ({ exercise, submission }) => judge(graderOf(exercise), exercise, submission, progress),
  preview: ({ exercise, submission }) => previewOf(graderOf(exercise), exercise, submission),
  open({ exercise }) {
    terminal = openTerminal(graderOf(exercise), exercise);
    return terminal.look();
  },
  type: ({ command, stdin }) => open().type(command, stdin),
  interrupt: () => open().interrupt(),
  wait: ({ seconds }) => open().wait(seconds),
  complete: ({ yaml, offset }) => completeManifest(yaml, offset),
  completeLine: ({ line }) => open().complete(line),
};

function guest(method: Method, payload: string): string {
  try {
    return JSON.stringify({ value: methods[method](JSON.parse(payload) as never) });
  } catch (error) {
    if (!(error instanceof RuntimeLimit)) throw error;
    return JSON.stringify({ stopped: { limit: error.limit, message: error.message } satisfies Stopped });
  }
}

Object.assign(globalThis, { guest });
