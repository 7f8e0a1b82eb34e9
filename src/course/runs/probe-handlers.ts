/** The runs of the lesson probe-handlers: one probe each, its result and what the event says. */
import { everyChoice, type LanesPicture } from '../../figures/lanes-picture.ts';
import { laneOf, podOf } from '../../figures/reading.ts';
import { refusalOf, runManifest } from '../../figures/run-manifest.ts';
import { slim } from './under-load.ts';

interface Bench {
  readonly image: string;
  /** The probe's handler as YAML in one line. */
  readonly handler: string;
}

const podWith = ({ image, handler }: Bench, probe: string): string => `apiVersion: v1
kind: Pod
metadata:
  name: bench
spec:
  containers:
    - name: main
      image: ${image}
${image.startsWith('busybox') ? '      command: ["sh", "-c", "sleep 600"]\n' : ''}      ${probe}:
        ${handler}
        periodSeconds: 5
`;

/** A handler on an image, as a readiness probe, after 30 s. */
const tried = (bench: Bench) => {
  const { picture } = runManifest({ manifest: podWith(bench, 'readinessProbe'), until: 30 });
  const pod = podOf(picture);
  const result = pod.probes.flatMap(({ runs }) => runs).at(-1)?.result ?? 'unknown';
  const wanted = result === 'success' ? 'ProbeWarning' : 'Unhealthy';
  const told = picture.events.find(({ reason }) => reason === wanted);
  return { ...bench, result, event: told ? withoutIds(`${told.reason}: ${told.message}`) : '–' };
};
const withoutIds = (text: string): string => text.replace(/[0-9a-f]{64}/, '…');

const http = (path: string, more = ''): Bench => ({
  image: 'course/web:1.0',
  handler: `httpGet: { path: ${path}, port: 8080${more} }`,
});
export const httpBench = [
  http('/'),
  http('/moved'),
  http('/login'),
  http('/admin'),
  http('/missing'),
  http('/fail'),
  http('/healthz', ', scheme: HTTPS'),
  http('/healthz', ', host: localhost'),
].map(tried);

const exec = (command: string): Bench => ({ image: 'busybox:1.36', handler: `exec: { command: ${command} }` });
export const execBench = [
  exec('["test", "-d", "/tmp"]'),
  exec('["test", "-e", "/tmp/ok"]'),
  exec('["find", "/tmp", "-name", "ok"]'),
  exec('["test -d /tmp"]'),
  exec('["sh", "-c", "curl -f localhost"]'),
].map(tried);

export const otherBench = [
  { image: 'course/web:1.0', handler: 'tcpSocket: { port: 8080 }' },
  { image: 'course/web:1.0', handler: 'tcpSocket: { port: 80 }' },
  { image: 'course/web:1.0', handler: 'httpGet: { path: /healthz, port: web }' },
  { image: 'course/grpc:1.0', handler: 'grpc: { port: 9000 }' },
  { image: 'course/web:1.0', handler: 'grpc: { port: 8080 }' },
].map(tried);

export const twoHandlers = refusalOf(
  podWith(
    { image: 'course/web:1.0', handler: 'httpGet: { path: /, port: 8080 }\n        tcpSocket: { port: 8080 }' },
    'livenessProbe',
  ),
);
export const namedGrpc = refusalOf(
  podWith({ image: 'course/grpc:1.0', handler: 'grpc: { port: grpc }' }, 'livenessProbe'),
);

/** The ways in which the figure's liveness probe may ask, and its servers. */
export const asks = [
  { name: '/healthz', handler: 'httpGet: { path: /healthz, port: 8080 }' },
  { name: 'port 80', handler: 'httpGet: { path: /healthz, port: 80 }' },
  { name: '/login', handler: 'httpGet: { path: /login, port: 8080 }' },
  { name: 'TCP', handler: 'tcpSocket: { port: 8080 }' },
  { name: 'exec', handler: 'exec: { command: ["healthcheck"] }' },
] as const;
/** When the second server begins to answer every request with 500. */
export const BREAKS = 40;
const UNTIL = 120;
/** The probe that the figure begins with. */
export const first = 1;

const serverWith = (handler: string, env = ''): string => `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  containers:
    - name: web
      image: course/web:1.0
${env}      livenessProbe:
        ${handler}
        periodSeconds: 5
`;
export const manifest = serverWith(asks[first].handler);

function draw(handler: string, breaks: boolean): LanesPicture {
  const env = breaks ? `      env:\n        - { name: WEDGE_AT, value: "${BREAKS}" }\n` : '';
  const { picture } = runManifest({ manifest: serverWith(handler, env), until: UNTIL });
  const { spans, restarts } = laneOf(podOf(picture));
  const told = picture.events.find(({ reason }) => reason === 'Unhealthy' || reason === 'ProbeWarning');
  return {
    until: UNTIL,
    rows: [{ kind: 'container', name: 'web', sub: 'role_app', spans: slim(spans) }],
    facts: { restarts: restarts.length, event: told ? `${told.reason}: ${begin(told.message)}` : '–' },
  };
}
/** As much of a message as a sentence bears. */
const begin = (text: string): string => (text.length > 90 ? `${text.slice(0, 89)}…` : text);
export const pictures = everyChoice([asks.length, 2], ([ask = 0, server = 0]) =>
  draw(asks[ask]?.handler ?? '', server === 1),
);
