import {
  all,
  at,
  copyPod,
  get,
  hasContainer,
  manifest,
  oneNode,
  pod,
  print,
  threeNodes,
  type HttpReply,
} from './kit/index.ts';

const page = pod('page');
const actions = [
  at('20s', get('early', 'page', ':80/')),
  at('30s', print('write', "kubectl exec page -c site -- sh -c 'echo x > /usr/share/nginx/html/x'")),
  at('60s', get('late', 'page', ':80/')),
  at('62s', print('crash', "kubectl exec page -c site -- sh -c 'kill 1'")),
  at('90s', get('after-crash', 'page', ':80/')),
];

/** @example "page 7\n" → 7; -1 where it is no such page */
const numberOf = ({ status, body }: HttpReply): number =>
  status === 200 ? Number(/^page (\d+)\s*$/.exec(body ?? '')?.[1] ?? -1) : -1;
/** @example "page 7\n" → `page 7`; of nginx's own page its title */
const told = ({ status, failed, body = '' }: HttpReply): string =>
  status === 200 ? `\`${/<title>([^<]*)/.exec(body)?.[1] ?? body.trim().slice(0, 60)}\`` : String(status ?? failed);

export default manifest({
  variants: {
    shown: { cluster: oneNode(), actions },
    'three-nodes': { cluster: threeNodes(), actions },
    'two-copies': {
      cluster: oneNode(),
      actions: [
        at('40s', copyPod('page', 'page-copy')),
        at('58s', get('first', 'page', ':80/')),
        at('58s', get('copy', 'page-copy', ':80/')),
      ],
    },
  },
  until: '100s',
  checks: {
    keeps: ({ history }) =>
      history.by('5s').expect(page, all(hasContainer('writer', 'busybox:1.36'), hasContainer('site', 'nginx:1.27'))),
    served: {
      on: ['shown', 'three-nodes'],
      test: ({ history, reply }) => {
        const { reply: early } = reply('early');
        const { reply: late } = reply('late');
        const spec = history.last(page)?.spec;
        const writers = spec?.containers.find((c) => c.name === 'writer')?.volumeMounts ?? [];
        return {
          holds: numberOf(early) >= 0 && numberOf(late) > numberOf(early),
          facts: {
            early: told(early),
            late: told(late),
            volumes: `${spec?.volumes?.filter((v) => !v.name.startsWith('kube-api-access')).length ?? 0}`,
            writerPath: writers.map((mount) => `${mount.mountPath}:`).join(' '),
            writer: writers.some((mount) => mount.readOnly && !mount.name.startsWith('kube-api-access'))
              ? 'read-only'
              : '–',
          },
          at: 20,
        };
      },
    },
    'read-only': {
      on: ['shown', 'three-nodes'],
      test: ({ printed }) => {
        const { facts, at: when } = printed('write');
        return { holds: String(facts['output']).includes('Read-only file system'), facts, at: when };
      },
    },
    'survives-crash': {
      on: ['shown', 'three-nodes'],
      test: ({ reply }) => {
        const { reply: late } = reply('after-crash');
        const before = numberOf(reply('late').reply) < 0 ? 'never' : 'served';
        return { holds: numberOf(late) >= 0, facts: { late: told(late), before }, at: 90 };
      },
    },
    isolated: {
      on: ['two-copies'],
      test: ({ reply }) => {
        const first = reply('first').reply;
        const copy = reply('copy').reply;
        return {
          holds: numberOf(copy) >= 0 && numberOf(copy) + 3 < numberOf(first),
          facts: { first: told(first), copy: told(copy), served: numberOf(first) < 0 ? 'no' : 'yes' },
          at: 58,
        };
      },
    },
  },
});
