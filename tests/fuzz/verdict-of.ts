import { isRunning, manifest, oneNode, pod, restarts, threeNodes } from '../../graders/kit/index.ts';
import { judge } from '../../graders/kit/judge.ts';
import { Cluster, RuntimeLimit } from '../../src/simulator/index.ts';

/** An exercise as any other: two variants, a few checks, half a minute. */
const grader = manifest({
  variants: { shown: { cluster: oneNode() }, three: { cluster: threeNodes() } },
  until: '30s',
  checks: {
    runs: ({ history }) => history.by('20s').expect(pod('web'), isRunning),
    stays: ({ history }) => history.through('30s').expect(pod('web'), restarts(0)),
  },
});

/** The verdict on a manifest as one line of JSON, or the limit that it met. Whatever else is thrown is a defect. */
export const verdictOf = (yaml: string): string =>
  answered(() =>
    JSON.stringify(judge(grader, { id: 'fuzz', type: 'manifest', cluster: '' }, { kind: 'manifest', yaml })),
  );

const START = `
apiVersion: v1
kind: Pod
metadata: { name: web, labels: { app: web } }
spec: { containers: [{ name: web, image: "course/web:1.0" }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: site }
spec:
  replicas: 2
  selector: { matchLabels: { app: site } }
  template:
    metadata: { labels: { app: site } }
    spec: { containers: [{ name: web, image: nginx }] }
---
apiVersion: v1
kind: Service
metadata: { name: site }
spec: { selector: { app: site }, ports: [{ port: 80 }] }
`;

/** What a terminal answers to some lines, one after another in one cluster. */
export const answersTo = (lines: readonly string[]): string =>
  answered(() => {
    const cluster = new Cluster({ nodes: threeNodes(), limits: { objects: 500, entries: 100_000 } });
    const first = cluster.kubectl('kubectl apply -f -', START);
    if (first.exit !== 0) throw new Error(first.stderr);
    cluster.runUntil(20_000);
    return JSON.stringify(lines.map((line) => cluster.kubectl(line, START, 30_000)));
  });

function answered(ask: () => string): string {
  try {
    return ask();
  } catch (error) {
    if (error instanceof RuntimeLimit) return `stopped: ${error.limit}`;
    throw error;
  }
}
