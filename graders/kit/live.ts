import { completeLine } from '../../src/simulator/index.ts';
import type { Completion, ExerciseFiles, Preview, Submission, TerminalOutput } from '../../src/sandbox/protocol.ts';
import { millis } from './duration.ts';
import type { ClusterGrader, Grader } from './grader.ts';
import { apply, told } from './manifest.ts';
import { drawn, prepare, type Prepared } from './run.ts';

/** A cluster that a learner types into: time runs only while a command runs, or as long as they let it. */
export interface Terminal {
  look(): TerminalOutput;
  type(command: string, stdin?: string): TerminalOutput;
  wait(seconds: number): TerminalOutput;
  complete(line: string): Completion;
}

const shown = (grader: ClusterGrader, files: ExerciseFiles): Prepared => {
  const variant = Object.values(grader.variants)[0];
  if (!variant) throw new Error(`exercise ${files.id} has no variant`);
  return prepare(grader.type === 'predict' ? '' : files.cluster, variant);
};

/** Opens the shown cluster of an exercise. */
export function openTerminal(grader: Grader, files: ExerciseFiles): Terminal {
  if (grader.type === 'quiz') throw new Error(`exercise ${files.id} is a quiz: it has no cluster`);
  const prepared = shown(grader, files);
  const { cluster, zero } = prepared;
  const output = (exit: number, text: string): TerminalOutput => ({
    exit,
    output: text,
    at: (cluster.clock.now - zero) / 1000,
    picture: drawn(grader, prepared),
  });
  return {
    look: () => output(0, ''),
    type(command, stdin) {
      const { exit, stdout, stderr } = cluster.kubectl(command, stdin);
      return output(exit, stdout + stderr);
    },
    wait(seconds) {
      cluster.runUntil(cluster.clock.now + Math.round(seconds * 1000));
      return output(0, '');
    },
    complete: (line) => completeLine(cluster, line),
  };
}

/** What a submission does in the shown cluster, without checks. */
export function previewOf(grader: Grader, files: ExerciseFiles, submission: Submission): Preview {
  if (grader.type === 'quiz') return { problems: [] };
  const prepared = shown(grader, files);
  const { cluster, zero } = prepared;
  if (grader.type === 'diagnose') return { problems: [], picture: drawn(grader, prepared) };
  const yaml = submission.kind === 'manifest' ? submission.yaml : files.cluster;
  const applied = apply(cluster, yaml);
  const problems = told(applied, yaml);
  if (applied.refused) return { problems };
  cluster.runUntil(zero + millis(grader.until));
  return { problems, picture: drawn(grader, prepared) };
}
