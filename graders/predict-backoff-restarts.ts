import { oneNode, pod, predict, restartsAt, statusAt, type Run } from './kit/index.ts';

const fails = pod('fails');
const ends = pod('ends');
const third = pod('third-time');

/** Seconds between the end of a container's longest run and its next start. */
function waitAfterLongRun({ cluster }: Run): number {
  const lives = cluster.history.entries.flatMap((entry) =>
    entry.type === 'container' && entry.pod === third.key && (entry.what === 'started' || entry.what === 'exited')
      ? [entry]
      : [],
  );
  const end = lives.findIndex(({ what, at }, i) => what === 'exited' && at - (lives[i - 1]?.at ?? at) > 600_000);
  const ended = lives[end];
  const next = lives[end + 1];
  return ended && next ? Math.round((next.at - ended.at) / 1000) : -1;
}

export default predict({
  variants: { shown: { cluster: oneNode() } },
  until: '730s',
  questions: {
    'fails-25': restartsAt(fails, '25s'),
    'fails-60': restartsAt(fails, '60s'),
    'fails-240': restartsAt(fails, '240s'),
    'fails-status': statusAt(fails, '60s'),
    'ends-60': restartsAt(ends, '60s'),
    'ends-status': statusAt(ends, '60s'),
    'on-failure-240': restartsAt(pod('ends-on-failure'), '240s'),
    'never-status': statusAt(pod('fails-never'), '60s'),
    'third-delay': { truth: waitAfterLongRun, tolerance: 3 },
  },
});
