import type { KindOf, Pod } from '../src/simulator/index.ts';
import {
  all,
  at,
  firstFailing,
  get,
  hasContainer,
  isReady,
  logLines,
  manifest,
  oneNode,
  pod,
  print,
  replies,
  restarts,
  type,
  type Action,
  type Run,
  type Test,
} from './kit/index.ts';

const site = pod('site');
const NGINX = 'nginx:1.27';

/** The server of the exercise's ConfigMap, as somebody edits it. */
const edition = (which: string, more = ''): string => `apiVersion: v1
kind: ConfigMap
metadata: { name: site-conf }
data:
  shop.conf: |
    # ${which} edition
    server {
      listen 8080;
      root /usr/share/nginx/html;
    }
${more}`;
const NOTES = '  notes.txt: "for whoever edits this"\n';

/** An nginx without any mount: what its image has at the path that is mounted over. */
const PLAIN = `apiVersion: v1
kind: Pod
metadata: { name: plain }
spec: { containers: [{ name: nginx, image: "${NGINX}" }] }
`;
const hiddenFiles: Action = at('40s', {
  name: 'hidden',
  run(cluster, keep) {
    const path = mountOf(cluster.store.get('Pod', 'default', 'site'))?.mountPath ?? '';
    if (!/^[\w/.-]+$/.test(path)) return keep({ exit: 1, stdout: '', stderr: '' });
    cluster.start(`kubectl exec plain -- ls ${path}`, '', keep);
  },
});
/** Prints what nginx would read beside its own file: all that is included, from wherever. */
const CONFIGURATION =
  'cd /etc/nginx; cat shop.conf $(sed -n "s/^ *include *\\(.*\\);.*/\\1/p" nginx.conf conf.d/*.conf | grep -v mime.types)';
const actions = (more = ''): Action[] => [
  at('30s', get('served', 'site', ':8080/')),
  at('40s', print('types', 'kubectl exec site -- ls /etc/nginx/mime.types')),
  hiddenFiles,
  at('60s', type('kubectl apply -f -', edition('second', more))),
  at('240s', print('conf', `kubectl exec site -- sh -c '${CONFIGURATION}'`)),
];

type Mount = NonNullable<KindOf['Pod']['spec']['containers'][number]['volumeMounts']>[number];
/** The mount that the learner wrote; the one of the service account comes last. */
const mountOf = (found: Pod | undefined): Mount | undefined => found?.spec.containers[0]?.volumeMounts?.[0];

const keeps: Test = ({ history }) => history.by('5s').expect(site, all(hasContainer('nginx', NGINX)));

/** Facts: those of the Pod, {log}: its last line, {path}: what is mounted over, {hidden}: how many files lie there. */
const ready: Test = (run) => {
  const { history } = run;
  const finding = firstFailing(
    history.through('60s').expect(site, restarts(0)),
    history.by('20s').expect(site, isReady),
  );
  return {
    ...finding,
    facts: {
      ...finding.facts,
      ...site.facts(history.stateAt(site, '60s')),
      log: lastLine(run),
      path: mountOf(history.last(site))?.mountPath ?? '–',
      hidden: run.printed('hidden').stdout.split('\n').filter(Boolean).length,
    },
  };
};
const lastLine = (run: Run): string => logLines(run, site).findLast((line) => line.includes('[emerg]')) ?? '–';

const restKept: Test = ({ printed }) => {
  const { holds, facts, at: when } = printed('types');
  return { holds, facts, at: when };
};

/** Facts: {text}: the line that names the edition, or else the first, {restarts}, {subPath}. */
const follows: Test = ({ history, printed }) => {
  const { stdout, at: when } = printed('conf');
  const found = history.last(site);
  const lines = stdout.trim().split('\n');
  return {
    holds: stdout.includes('# second edition') && restarts(0)(found),
    facts: {
      ...site.facts(found),
      text: lines.find((line) => line.includes('edition')) ?? (lines[0] || '–'),
      subPath: (mountOf(found)?.subPath ?? mountOf(found)?.subPathExpr) ? 'yes' : 'no',
    },
    at: when,
  };
};

export default manifest({
  variants: {
    shown: { cluster: oneNode(), objects: PLAIN, actions: actions() },
    'extra-key': {
      cluster: oneNode(),
      objects: `${PLAIN}---\n${edition('first', NOTES)}`,
      actions: actions(NOTES),
    },
  },
  until: '245s',
  checks: {
    keeps,
    ready,
    'port-8080': replies('served', site, ({ status }) => status === 200),
    'rest-kept': restKept,
    'conf-follows': follows,
  },
});
