import { at, hasImage, hasLabels, manifest, oneNode, pod, print, type Test } from './kit/index.ts';

const app = pod('app');

const wanted = [
  ['PORT', '8080'],
  ['DEBUG', 'yes'],
  ['RATIO', '0.50'],
] as const;

/** Facts: {name} {wanted} {got} of the first that differs, {found}: how it was found, {output} of the command. */
const environment: Test = ({ printed }) => {
  const { stdout, exit, facts, at: when } = printed('env');
  const set = new Map(stdout.split('\n').map((line) => [line.split('=', 1)[0]!, line.slice(line.indexOf('=') + 1)]));
  const [name, value] = wanted.find(([key, text]) => set.get(key) !== text) ?? wanted[0];
  const got = set.get(name);
  const found = exit !== 0 ? 'no-container' : got === undefined ? 'unset' : 'set';
  return { holds: got === value, facts: { ...facts, name, wanted: value, got: got ?? '–', found }, at: when };
};

export default manifest({
  variants: { shown: { cluster: oneNode(), actions: [at('20s', print('env', 'kubectl exec app -- env'))] } },
  until: '32s',
  checks: {
    keeps: ({ history }) => history.by('5s').expect(app, hasImage('busybox:1.36')),
    'env-exact': environment,
    'label-exact': ({ history }) => history.at('20s').expect(app, hasLabels({ version: '1.10' })),
  },
});
