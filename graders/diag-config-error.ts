import type { KindOf } from '../src/simulator/index.ts';
import {
  all,
  at,
  deployment,
  diagnose,
  each,
  isReady,
  podsOfDeployment,
  print,
  readyPods,
  restarts,
  threeNodes,
  type Run,
  type Test,
} from './kit/index.ts';

const shop = deployment('shop');
const pods = podsOfDeployment('shop');

/** How the template says where TOKEN comes from: from a Secret, or in a way that gives the Secret up. */
function tokenSource(
  found: KindOf['Deployment'] | undefined,
): 'secret' | 'optional' | 'open' | 'typed' | 'all' | 'none' {
  const { env, envFrom } = found?.spec.template.spec?.containers[0] ?? {};
  const token = env?.find((variable) => variable.name === 'TOKEN');
  if (!token) return envFrom?.some(({ secretRef }) => secretRef) ? 'all' : 'none';
  if (!token.valueFrom?.secretKeyRef) return token.valueFrom ? 'open' : 'typed';
  return token.valueFrom.secretKeyRef.optional === true ? 'optional' : 'secret';
}

/** What `env` prints in the container. Facts: {mode} {token} and {source}, where the template has the token from. */
const environment: Test = ({ history, printed }: Run) => {
  const { stdout, at: when } = printed('env');
  const valueOf = (name: string): string | undefined => new RegExp(`^${name}=(.*)$`, 'm').exec(stdout)?.[1];
  const source = tokenSource(history.last(shop));
  return {
    holds: valueOf('MODE') === 'production' && Boolean(valueOf('TOKEN')) && source === 'secret',
    facts: {
      mode: valueOf('MODE') ?? '–',
      token: valueOf('TOKEN') === '' ? '(empty)' : valueOf('TOKEN') ? '…' : '–',
      source,
    },
    at: when,
  };
};

export default diagnose({
  variants: { shown: { cluster: threeNodes(), before: '3m' } },
  after: '45s',
  then: [at('43s', print('env', 'kubectl exec deployment/shop -- env'))],
  checks: {
    ready: ({ history }) => history.atEnd().expect(pods, all(readyPods(1), each(isReady))),
    env: environment,
    'no-restarts': ({ history }) => history.atEnd().expect(pods, each(restarts(0))),
  },
});
