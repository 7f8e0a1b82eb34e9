import {
  all,
  envOf,
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

/** Line `number` of the log. Facts: {wanted} {line1} {line2}, {mode} "other" where MODE is set to something else than production. */
const line =
  (number: number, wanted: string): Test =>
  (run: Run) => {
    const lines = logLines(run, greet);
    const told = (n: number): string => lines[n - 1] || '(empty)';
    const mode = [undefined, 'production'].includes(valueOfMode(run)) ? '–' : 'other';
    return { holds: lines[number - 1] === wanted, facts: { wanted, mode, line1: told(1), line2: told(2) }, at: 30 };
  };

const valueOfMode = ({ history }: Run): string | undefined => envOf(history.last(greet)?.spec, 'MODE');

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
      test: (run) => line(1, `mode=${valueOfMode(run) ?? ''}`)(run),
    },
  },
});
