/** The runs of the lesson choosing-nodes: which of four nodes a Pod may have, as the scheduler says. */
import type { SchedulingPicture } from '../../figures/picture.ts';
import { podOf } from '../../figures/reading.ts';
import { runManifest } from '../../figures/run-manifest.ts';
import type { NodeSpec } from '../../simulator/index.ts';

/** `mixed` of the course's standard clusters. */
export const mixed: readonly NodeSpec[] = [
  { name: 'ssd-prod', labels: { disk: 'ssd', env: 'prod' } },
  { name: 'ssd-dev', labels: { disk: 'ssd', env: 'dev' } },
  { name: 'hdd-prod', labels: { disk: 'hdd', env: 'prod' } },
  { name: 'bare' },
];

const podWith = (spec: string): string => `apiVersion: v1
kind: Pod
metadata:
  name: ledger
spec:
${spec}  containers:
    - name: main
      image: course/web:1.0
      resources:
        requests: { cpu: 200m, memory: 128Mi }
`;

const required = (terms: string): string => `  affinity:
    nodeAffinity:
      requiredDuringSchedulingIgnoredDuringExecution:
        nodeSelectorTerms:
${terms}`;

function attempt(spec: string): SchedulingPicture {
  const { picture } = runManifest({ manifest: podWith(spec), until: 10, nodes: mixed });
  const [first] = picture.scheduling;
  if (!first) throw new Error('the scheduler kept no table');
  return first;
}
const feasible = (spec: string): readonly string[] =>
  attempt(spec)
    .rows.filter(({ rejectedBy }) => rejectedBy === undefined)
    .map(({ node }) => node);

const bothKeys = `  nodeSelector:
    disk: ssd
    env: prod
`;
export const oneTerm = required(`          - matchExpressions:
              - { key: disk, operator: In, values: [ssd] }
              - { key: env, operator: In, values: [prod] }
`);
export const twoTerms = required(`          - matchExpressions:
              - { key: disk, operator: In, values: [ssd] }
          - matchExpressions:
              - { key: env, operator: In, values: [prod] }
`);
const expression = (text: string): string => required(`          - matchExpressions:\n              - ${text}\n`);

/** What is asked, and the nodes that pass: the figure of the lesson. */
export const matcher: readonly { readonly asked: string; readonly nodes: readonly string[] }[] = [
  { asked: 'nodeSelector: { disk: ssd }', nodes: feasible('  nodeSelector: { disk: ssd }\n') },
  { asked: 'nodeSelector: { disk: ssd, env: prod }', nodes: feasible(bothKeys) },
  ...[
    '{ key: disk, operator: In, values: [ssd, hdd] }',
    '{ key: disk, operator: NotIn, values: [hdd] }',
    '{ key: env, operator: Exists }',
    '{ key: env, operator: DoesNotExist }',
  ].map((asked) => ({ asked, nodes: feasible(expression(asked)) })),
];
export const oneTermNodes = feasible(oneTerm);
export const twoTermsNodes = feasible(twoTerms);
export const manifests = { bothKeys: podWith(bothKeys), oneTerm: podWith(oneTerm), twoTerms: podWith(twoTerms) };

const preferred = `  affinity:
    nodeAffinity:
      preferredDuringSchedulingIgnoredDuringExecution:
        - weight: 80
          preference:
            matchExpressions:
              - { key: disk, operator: In, values: [ssd] }
        - weight: 20
          preference:
            matchExpressions:
              - { key: env, operator: In, values: [prod] }
`;
export const preferredManifest = podWith(preferred);
export const preferredAttempt = attempt(preferred);

const nowhere = runManifest({ manifest: podWith('  nodeSelector: { disk: nvme }\n'), until: 30, nodes: mixed });
export const nowhereEvent = nowhere.picture.events.find(({ reason }) => reason === 'FailedScheduling')?.message ?? '';
export const nowhereStatus = podOf(nowhere.picture).status.at(-1)?.look ?? '';
