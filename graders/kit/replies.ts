import type { HttpReply } from './actions.ts';
import type { Test } from './grader.ts';
import type { Subject } from './history-view.ts';

/** A request that an action sent was answered as it should be. Facts: {answer}, {body} and those of the Pod at the end. */
export const replies =
  (name: string, subject: Subject<'Pod'>, right: (reply: HttpReply) => boolean): Test =>
  ({ history, reply }) => {
    const { reply: got, facts, at } = reply(name);
    return { holds: right(got), facts: { ...subject.facts(history.last(subject)), ...facts }, at };
  };
