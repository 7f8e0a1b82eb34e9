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
  const set = new Map(variablesIn(stdout));
  const [name, value] = wanted.find(([key, text]) => set.get(key) !== text) ?? wanted[0];
  const got = set.get(name);
  const found = exit !== 0 ? 'no-container' : got === undefined ? 'unset' : 'set';
  const shown = got?.replaceAll('\n', '\\n') ?? '–';
  return { holds: got === value, facts: { ...facts, name, wanted: value, got: shown, found }, at: when };
};

/** What `env` printed, name by name: a value may have lines of its own. */
const variablesIn = (printed: string): [string, string][] =>
  printed
    .replace(/\n$/, '')
    .split(/\n(?=\w+=)/)
    .map((entry) => [entry.split('=', 1)[0]!, entry.slice(entry.indexOf('=') + 1)]);

export default manifest({
  variants: { shown: { cluster: oneNode(), actions: [at('20s', print('env', 'kubectl exec app -- env'))] } },
  until: '32s',
  checks: {
    keeps: ({ history }) => history.by('5s').expect(app, hasImage('busybox:1.36')),
    'env-exact': environment,
    'label-exact': ({ history }) => history.at('20s').expect(app, hasLabels({ version: '1.10' })),
  },
});
