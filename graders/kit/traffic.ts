import { countsOf, type Seconds } from '../../src/simulator/index.ts';
import type { Run } from './grader.ts';

/** The grader's own client, outside the learner's manifest. */
const NAME = 'traffic-client';

export interface Load {
  /** @example 'shop:80/' */
  readonly target: string;
  /** Requests a second. */
  readonly rps?: number;
  /** Seconds from the start of the client, which is there before the learner comes. */
  readonly from?: Seconds;
}

/** Objects of a variant: a Pod that sends requests to a Service. @example client({ target: 'web:80/', rps: 5 }) */
export const client = ({ target, rps = 5, from = 0 }: Load): string => `apiVersion: v1
kind: Pod
metadata:
  name: ${NAME}
spec:
  containers:
    - name: client
      image: course/client:1.0
      env:
        - { name: TARGET, value: "http://${target}" }
        - { name: RPS, value: "${rps}" }
        - { name: FROM, value: "${from}" }
`;

export interface Traffic {
  readonly sent: number;
  readonly ok: number;
  /** Requests that failed, in order: when, in seconds from apply, and how. @example { at: 41.2, how: 'refused' } */
  readonly failures: readonly { readonly at: Seconds; readonly how: string }[];
}

/** What became of the client's requests. */
export function traffic({ cluster, history }: Run): Traffic {
  const { sent = 0, ok = 0 } = countsOf(cluster.clock).clients.get(NAME) ?? {};
  const pod = cluster.store.get('Pod', 'default', NAME);
  const logs = cluster
    .node(pod?.spec.nodeName ?? '')
    ?.logs({ uid: pod?.metadata.uid ?? '', name: NAME, namespace: 'default' }, 'client', 'current');
  const failures = logs?.ok
    ? logs.lines.map(({ at, text }) => ({ at: history.since(at), how: text.split(' ')[0] ?? '' }))
    : [];
  return { sent, ok, failures };
}
