import { completeLine, isEndless } from '../../src/simulator/index.ts';
import type { Completion, ExerciseFiles, Preview, Submission, TerminalOutput } from '../../src/sandbox/protocol.ts';
import { millis } from './duration.ts';
import type { ClusterGrader, Grader } from './grader.ts';
import { apply, told } from './manifest.ts';
import { prepareFor, type JudgeOptions } from './judge.ts';
import { drawn, type Prepared } from './run.ts';

/** A cluster that a learner types into: time runs only while a command runs, or as long as they let it. */
export interface Terminal {
  look(): TerminalOutput;
  /** Runs a line to its end; one that has none goes on while time runs. */
  type(command: string, stdin?: string): TerminalOutput;
  /** Ctrl-C. */
  interrupt(): TerminalOutput;
  wait(seconds: number): TerminalOutput;
  complete(line: string): Completion;
}

const shown = (grader: ClusterGrader, files: ExerciseFiles, ready?: JudgeOptions['ready']): Prepared => {
  const [first] = Object.entries(grader.variants);
  if (!first) throw new Error(`exercise ${files.id} has no variant`);
  const [name, variant] = first;
  return ready?.(name) ?? prepareFor(grader, files, variant);
};

/** Opens the shown cluster of an exercise. */
export function openTerminal(grader: Grader, files: ExerciseFiles): Terminal {
  if (grader.type === 'quiz') throw new Error(`exercise ${files.id} is a quiz: it has no cluster`);
  const prepared = shown(grader, files);
  const { cluster, zero } = prepared;
  let said = '';
  let exit = 0;
  let interrupt: (() => void) | undefined;
  const answer = (): TerminalOutput => {
    const output = said;
    said = '';
    return {
      exit,
      output,
      at: (cluster.clock.now - zero) / 1000,
      picture: drawn(grader, prepared),
      ...(interrupt ? { running: true } : {}),
    };
  };
  const follow = (command: string, stdin: string): void => {
    exit = 0;
    const wrote = (text: string): void => void (said += text);
    let ended = false;
    const stop = cluster.follow(command, stdin, wrote, (code) => {
      ended = true;
      exit = code;
      interrupt = undefined;
    });
    if (!ended) interrupt = stop;
  };
  return {
    look: answer,
    type(command, stdin = '') {
      interrupt?.();
      said = '';
      if (isEndless(command)) follow(command, stdin);
      else {
        const { exit: code, stdout, stderr } = cluster.kubectl(command, stdin);
        exit = code;
        said = stdout + stderr;
      }
      return answer();
    },
    interrupt() {
      interrupt?.();
      return answer();
    },
    wait(seconds) {
      cluster.runUntil(cluster.clock.now + Math.round(seconds * 1000));
      return answer();
    },
    complete: (line) => completeLine(cluster, line),
  };
}

/** What a submission does in the shown cluster, without checks. */
export function previewOf(
  grader: Grader,
  files: ExerciseFiles,
  submission: Submission,
  ready?: JudgeOptions['ready'],
): Preview {
  if (grader.type === 'quiz') return { problems: [] };
  const prepared = shown(grader, files, ready);
  const { cluster, zero } = prepared;
  if (grader.type === 'diagnose') return { problems: [], picture: drawn(grader, prepared) };
  const yaml = submission.kind === 'manifest' ? submission.yaml : files.cluster;
  const applied = apply(cluster, yaml);
  const problems = told(applied, yaml);
  if (applied.refused) return { problems };
  cluster.runUntil(zero + millis(grader.until));
  return { problems, picture: drawn(grader, prepared) };
}
