/** What runs inside QuickJS: one function that takes a method and JSON and gives JSON back. */
import { graders } from '../../../graders/index.ts';
import { judge, prepareFor, results } from '../../../graders/kit/judge.ts';
import { openTerminal, previewOf, type Terminal } from '../../../graders/kit/live.ts';
import type { Grader } from '../../../graders/kit/grader.ts';
import type { Prepared } from '../../../graders/kit/run.ts';
import { completeManifest, RuntimeLimit } from '../../simulator/index.ts';
import type { ExerciseFiles, Method, Request, Response, Stopped, Trial, VariantResult } from '../protocol.ts';

/** The one function that the host lends: it reports how many variants are done. */
declare const progress: (done: number, total: number) => void;

let terminal: Terminal | undefined;

/** Clusters that stand ready, by variant. A call uses each at most once: after it, the host puts all back as they were. */
let standing: { readonly exercise: ExerciseFiles; readonly clusters: ReadonlyMap<string, Prepared> } | undefined;

function prepare(exercise: ExerciseFiles): void {
  const grader = graderOf(exercise);
  if (grader.type === 'quiz') return;
  const clusters = Object.entries(grader.variants).map(
    ([variant, setup]) => [variant, prepareFor(grader, exercise, setup)] as const,
  );
  standing = { exercise, clusters: new Map(clusters) };
}

const readyFor =
  (exercise: ExerciseFiles) =>
  (variant: string): Prepared | undefined =>
    standing?.exercise.id === exercise.id && standing.exercise.cluster === exercise.cluster
      ? standing.clusters.get(variant)
      : undefined;

function tryShare({ exercise, submission, share }: Request<'try'>): Trial {
  const grader = graderOf(exercise);
  if (grader.type === 'quiz') throw new Error(`exercise ${exercise.id} is a quiz: it has no variants`);
  const done: VariantResult[] = [];
  try {
    const options = { progress, share, ready: readyFor(exercise) };
    for (const result of results(grader, exercise, submission, options)) done.push(result);
  } catch (error) {
    if (!(error instanceof RuntimeLimit)) throw error;
    return { results: done, stopped: { variant: share.index + done.length * share.of, why: stoppedBy(error) } };
  }
  return { results: done };
}

const stoppedBy = ({ limit, message }: RuntimeLimit): Stopped => ({ limit, message });

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
  grade: ({ exercise, submission }) =>
    judge(graderOf(exercise), exercise, submission, { progress, ready: readyFor(exercise) }),
  try: tryShare,
  prepare({ exercise }) {
    prepare(exercise);
    return {};
  },
  preview: ({ exercise, submission }) => previewOf(graderOf(exercise), exercise, submission, readyFor(exercise)),
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
    return JSON.stringify({ stopped: stoppedBy(error) });
  }
}

Object.assign(globalThis, { guest });
