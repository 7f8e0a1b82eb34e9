import type { Pod } from '../src/simulator/index.ts';
import {
  diagnose,
  each,
  logOf,
  noNewRestarts,
  podsLike,
  threeNodes,
  inPhase,
  isRunning,
  type Finding,
  type Run,
  type Test,
} from './kit/index.ts';

/** Whatever runs the import, under whichever name. */
const importers = podsLike(({ spec }) =>
  spec.containers.some(({ command = [], args = [] }) =>
    [...command, ...args].some((word) => word.includes('imported')),
  ),
);
const tools = podsLike(({ metadata }) => /^tool(-|$)/.test(metadata.name));

/** How often a Pod's containers were started. */
const runs = ({ status }: Pod): number =>
  (status.containerStatuses ?? []).reduce(
    (sum, { restartCount, state }) => sum + restartCount + (restartCount > 0 || state?.waiting === undefined ? 1 : 0),
    0,
  );

/** Facts: {imports}: how often the Pods that there are at the end ran the import; {in}: "one" Pod, or "several"; {said}: whether it was printed. */
const importedOnce: Test = (run) => {
  const finding = run.history.atEnd().expect(importers, () => true);
  const found = run.history.last(importers) ?? [];
  const imports = found.reduce((sum, pod) => sum + runs(pod), 0);
  const said = found.some((pod) => prints(run, pod)) ? 'yes' : 'no';
  return {
    ...finding,
    holds: imports === 1 && said === 'yes',
    facts: { ...finding.facts, imports, in: found.length > 1 ? 'several' : 'one', said },
  };
};

const prints = (run: Run, pod: Pod): boolean => logOf(run, pod).some(({ text }) => text.includes('imported'));

const toolStable: Test = (run): Finding => {
  const ended = run.history.atEnd().expect(tools, each(inPhase('Succeeded')));
  if (ended.holds) return { ...ended, facts: { ...ended.facts, newRestarts: 0 } };
  const steady = noNewRestarts(run, tools, 35);
  const running = run.history.atEnd().expect(tools, each(isRunning));
  return { ...steady, holds: steady.holds && running.holds };
};

export default diagnose({
  variants: { shown: { cluster: threeNodes(), before: '2m30s' } },
  after: '120s',
  checks: {
    'imported-once': importedOnce,
    'import-done': ({ history, handedIn }) =>
      history.at(`${handedIn + 60}s`).expect(importers, each(inPhase('Succeeded'))),
    'tool-stable': toolStable,
  },
});
