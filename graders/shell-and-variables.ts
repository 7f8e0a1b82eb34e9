import {
  all,
  hasImage,
  inPhase,
  logLines,
  manifest,
  oneNode,
  pod,
  restarts,
  type Run,
  type Test,
} from './kit/index.ts';

const greet = pod('greet');
const mode = (value: string) => ({ cluster: oneNode(), env: { busybox: { MODE: value } } });

/** Line `number` of the log. Facts: {wanted} {line1} {line2}. */
const line =
  (number: number, wanted: string): Test =>
  (run: Run) => {
    const lines = logLines(run, greet);
    const told = (n: number): string => lines[n - 1] || '(empty)';
    return { holds: lines[number - 1] === wanted, facts: { wanted, line1: told(1), line2: told(2) }, at: 30 };
  };

export default manifest({
  variants: {
    shown: { cluster: oneNode() },
    staging: mode('staging'),
    'two-words': mode('dark launch'),
  },
  until: '60s',
  checks: {
    keeps: ({ history }) => history.by('5s').expect(greet, hasImage('busybox:1.36')),
    succeeded: ({ history }) => history.by('30s').expect(greet, all(inPhase('Succeeded'), restarts(0))),
    'line-mode': { on: ['shown'], test: line(1, 'mode=production') },
    'line-done': line(2, 'done'),
    'follows-mode': {
      on: ['staging', 'two-words'],
      test: (run) => {
        const value = run.history.last(greet)?.spec.containers[0]?.env?.find(({ name }) => name === 'MODE')?.value;
        return line(1, `mode=${value ?? ''}`)(run);
      },
    },
  },
});
