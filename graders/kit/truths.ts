import type { Duration } from './duration.ts';
import type { Finding } from './facts.ts';
import type { Question, Test } from './grader.ts';
import type { HistoryView, Subject } from './history-view.ts';

/** kubectl's RESTARTS at a time. */
export const restartsAt = (subject: Subject<'Pod'>, at: Duration): Question => ({
  at,
  truth: ({ history }) =>
    (history.stateAt(subject, at)?.status.containerStatuses ?? []).reduce((sum, s) => sum + s.restartCount, 0),
});

/** Exit code of the container that ended last: its state's, or else its last state's. -1 where none ended. */
export const lastExitCode = (subject: Subject<'Pod'>): Question => ({
  truth({ history }) {
    const status = history.last(subject)?.status.containerStatuses?.[0];
    return (status?.state?.terminated ?? status?.lastState?.terminated)?.exitCode ?? -1;
  },
});

/** What the learner typed as found is what the cluster showed; spaces, case and an image's registry don't matter. Facts: {question} {answer}. */
export const findings =
  (questions: Readonly<Record<string, Question>>): Test =>
  (run) => {
    for (const [question, { truth }] of Object.entries(questions)) {
      const answer = run.found[question]?.trim() ?? '';
      if (plain(answer) !== plain(String(truth(run))))
        return { holds: false, facts: { question, answer: answer || '–' } };
    }
    return { holds: true, facts: {} };
  };

const plain = (answer: string): string =>
  answer
    .trim()
    .toLowerCase()
    .replace(/^"(.*)"$/, '$1')
    .replace(/^docker\.io\/(library\/)?/, '');

/** The object at the end is the one that was there when the learner came. Facts: {pod} and those of the Pod. */
export function sameObject(history: HistoryView, subject: Subject<'Pod'>): Finding {
  const before = history.first(subject);
  const after = history.last(subject);
  return {
    holds: before !== undefined && before.metadata.uid === after?.metadata.uid,
    facts: { pod: subject.key.split('/')[1]!, ...subject.facts(after) },
  };
}

/** The first finding that does not hold, or the last of them. */
export const firstFailing = (...findings: readonly [Finding, ...Finding[]]): Finding =>
  findings.find((f) => !f.holds) ?? findings.at(-1)!;
