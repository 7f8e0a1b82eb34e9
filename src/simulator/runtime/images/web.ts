import type { Millis, Seconds } from '../../clock.ts';
import type { Task } from '../../task.ts';
import { directory, program } from '../filesystem.ts';
import type { HttpAnswer, HttpRequest, Server } from '../network.ts';
import type { Process, Program } from '../process.ts';
import { write } from '../shell/output.ts';
import { openPath } from '../system-calls.ts';
import { PATH, rootWith } from './base-files.ts';
import { busyboxBin } from './busybox.ts';
import { MEBIBYTE } from './course-image.ts';
import { curl } from './curl.ts';
import type { Image } from './image.ts';
import { age, nextOf, numberKnob, timeKnob, whileUnset, windowsKnob, within } from './knobs.ts';
import { logLine, newLog, pathOf, serve } from './serve.ts';

const DEFAULT_PORT = 8080;
const SLOW_MS = 3000;
/** CPU time of a request, which is part of its latency while it is not throttled. */
const REQUEST: Millis = 2;

/** The course's web server, with a shell beside it. @source CURRICULUM 2.4 and "The catalogue exactly" */
export const web = (version: string): Image => ({
  ...image(`course/web:${version}`, 9_400_000),
  root() {
    const bin = busyboxBin();
    bin.entries.set('curl', program(curl));
    return rootWith([['bin', bin], webFile(version, 40)]);
  },
});

/** The same server in an image that holds nothing else. */
export const slimWeb: Image = {
  ...image('course/slim-web:1.0', 7_200_000),
  root: () => rootWith([['bin', directory()], webFile('1.0', 30)]),
};

const webFile = (version: string, mebibytes: number): readonly [string, ReturnType<typeof program>] => [
  'web',
  program(webProgram(version, mebibytes)),
];

const webProgram = (version: string, mebibytes: number): Program =>
  function* (process): Task<number> {
    const flags = readFlags(process.argv.slice(1));
    if (typeof flags === 'string') {
      yield* write(process, `web: ${flags}\nusage: /web [--port N] [--bind ADDR]\n`, 2);
      return 2;
    }
    process.memory = mebibytes * MEBIBYTE;
    process.cpu = 20;
    const log = newLog();
    let opened: Seconds | undefined;
    const server = webServer(
      process,
      version,
      () => opened,
      (line) => {
        logLine(process, log, line);
        appendLine(process, line);
      },
    );
    return yield* serve(process, {
      name: 'web',
      ...flags,
      start: numberKnob(process, 'START_SECONDS', 0),
      drain: numberKnob(process, 'DRAIN_SECONDS', 1),
      server,
      opened: () => (opened = age(process)),
      log,
    });
  };

/** To LOG_FILE too, where one is named. */
function appendLine(process: Process, line: string): void {
  const path = process.env.get('LOG_FILE');
  const file = path ? openPath(process, path, { write: true, append: true, create: true }) : undefined;
  if (file === undefined || typeof file === 'string') return;
  file.write(line).next();
  file.close();
}

/** @returns what is wrong, where something is */
function readFlags(args: readonly string[]): { readonly port: number; readonly bind: string } | string {
  let port = DEFAULT_PORT;
  let bind = '0.0.0.0';
  for (let i = 0; i < args.length; i++) {
    const [name, inline] = splitFlag(args[i]!);
    if (name !== '--port' && name !== '--bind') return `unknown argument ${JSON.stringify(args[i])}`;
    const value = inline ?? args[++i];
    if (value === undefined) return `${name} needs a value`;
    if (name === '--bind') bind = value;
    else if (/^\d+$/.test(value) && Number(value) >= 1 && Number(value) <= 65_535) port = Number(value);
    else return `no port: ${JSON.stringify(value)}`;
  }
  return { port, bind };
}

function splitFlag(argument: string): [name: string, value: string | undefined] {
  const equals = argument.indexOf('=');
  return equals < 0 ? [argument, undefined] : [argument.slice(0, equals), argument.slice(equals + 1)];
}

function webServer(
  process: Process,
  version: string,
  opened: () => Seconds | undefined,
  tell: (line: string) => void,
): Server {
  // an action may set them while the server runs
  const knobs = whileUnset(process, () => ({
    latency: numberKnob(process, 'LATENCY_MS', 5),
    slow: numberKnob(process, 'SLOW_MS', SLOW_MS),
    pauses: windowsKnob(process, 'PAUSES'),
    unready: windowsKnob(process, 'UNREADY'),
    hang: timeKnob(process, 'HANG_AT'),
    wedge: timeKnob(process, 'WEDGE_AT'),
    warm: numberKnob(process, 'WARM_SECONDS', 0),
  }));
  const warmed = (): Seconds => (opened() ?? Infinity) + knobs().warm;

  const statusOf = (path: string, t: Seconds): { status: number; body: string; location?: string } => {
    const { unready, wedge } = knobs();
    const away = t < warmed() || within(unready, t) !== undefined;
    const wedged = t >= (wedge ?? Infinity);
    switch (path) {
      case '/':
        if (wedged) return { status: 500, body: 'wedged\n' };
        return away
          ? { status: 503, body: 'not ready\n' }
          : { status: 200, body: `web ${version} ${process.namespace.hostname}\n` };
      case '/healthz':
        return wedged ? { status: 500, body: 'wedged\n' } : { status: 200, body: 'ok\n' };
      case '/ready':
        return away ? { status: 503, body: 'not ready\n' } : { status: 200, body: 'ready\n' };
      case '/slow':
        return { status: 200, body: 'slow\n' };
      case '/login':
        return { status: 302, body: '', location: 'http://login.example.com/' };
      case '/moved':
        return { status: 301, body: '', location: '/' };
      case '/admin':
        return { status: 401, body: 'unauthorized\n' };
      case '/fail':
        return { status: 500, body: 'failed\n' };
      default:
        return { status: 404, body: 'not found\n' };
    }
  };

  return {
    http(request: HttpRequest): HttpAnswer {
      const t = age(process);
      const { latency, slow, pauses, hang } = knobs();
      if (t >= (hang ?? Infinity)) return 'hang';
      const path = pathOf(request.path);
      const pause = within(pauses, t);
      const { status, body, location } = statusOf(path, t);
      // The kubelet asks far more often than people: a log of probes would hide everything else.
      if (!request.headers['User-Agent']?.startsWith('kube-probe/'))
        tell(`${request.from} "${request.method} ${request.path}" ${status}\n`);
      const after =
        Math.max(latency, process.cpuTime(REQUEST)) +
        (path === '/slow' ? slow : 0) +
        (pause ? (pause.to - t) * 1000 : 0);
      return { after, status, body, headers: location === undefined ? {} : { Location: location } };
    },
    changesAt(now) {
      const t = (now - process.startedAt) / 1000;
      const { pauses, unready, hang, wedge } = knobs();
      if (within(pauses, t)) return now + 1; // how long an answer takes differs from one moment to the next
      return nextOf(
        process,
        [warmed(), hang, wedge, ...[...pauses, ...unready].flatMap(({ from, to }) => [from, to])],
        now,
      );
    },
  };
}

function image(name: string, size: number): Omit<Image, 'root'> {
  return {
    name,
    size,
    entrypoint: ['/web'],
    cmd: [],
    env: { PATH },
    workingDir: '/',
    user: 0,
    stopSignal: 'SIGTERM',
  };
}
