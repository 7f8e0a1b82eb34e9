/** The runs of the lesson probe-handlers: one probe each, its result and what the event says. */
import { laneOf, podOf } from '../../figures/reading.ts';
import { refusalOf, runManifest } from '../../figures/run-manifest.ts';

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
  return { ...bench, result, event: told ? `${told.reason}: ${told.message}`.replace(/[0-9a-f]{64}/, '…') : '–' };
};

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

/** A server that broke at 20 s: its port is open, its answer is 500. */
const broken = (handler: string): string => `apiVersion: v1
kind: Pod
metadata:
  name: broken
spec:
  containers:
    - name: web
      image: course/web:1.0
      env:
        - { name: WEDGE_AT, value: "20" }
      livenessProbe:
        ${handler}
        periodSeconds: 5
`;
export const openPort = {
  until: 60,
  tcp: broken('tcpSocket: { port: 8080 }'),
  http: broken('httpGet: { path: /healthz, port: 8080 }'),
};
export const tcpPicture = runManifest({ manifest: openPort.tcp, until: openPort.until }).picture;
export const httpPicture = runManifest({ manifest: openPort.http, until: openPort.until }).picture;
export const openPortRestarts = {
  tcp: laneOf(podOf(tcpPicture)).restarts.length,
  http: laneOf(podOf(httpPicture)).restarts.length,
};
