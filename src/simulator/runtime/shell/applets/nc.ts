import { parseAnswer, requestText, statusLine } from '../../http-text.ts';
import type { HttpAnswer, Server } from '../../network.ts';
import { Signal, sleep, untilOr, until, type Task } from '../../../task.ts';
import { fail, isBad, out, parse, usage, type Applets, type Call } from '../applet.ts';
import { readAll } from '../output.ts';

/**
 * nc [-l -p port] [-z] [-w seconds] [host port]: one connection, what comes in goes out and back.
 * Who listens answers with what its standard input gives. @source busybox 1.35 networking/nc.c
 */
function* nc(call: Call): Task<number> {
  const options = parse(call.args, 'lkp:w:i:s:nuvzq:e:');
  if (isBad(options)) return yield* usage(call, options);
  const { given, rest } = options;
  if (given.has('l'))
    return yield* listen(
      call,
      Number(given.get('p')?.[0] ?? rest.at(-1)),
      given.get('s')?.[0] ?? '0.0.0.0',
      given.has('k'),
    );
  const [host, portText = '0'] = rest;
  if (host === undefined) return yield* usage(call);
  if (!/^\d+$/.test(portText) || Number(portText) > 65_535) return yield* fail(call, `bad port '${portText}'`);
  const { network } = call.process;
  const limit = Number(given.get('w')?.[0] ?? '127') * 1000;
  const address = network.resolve(host)?.[0];
  if (address === undefined) return yield* fail(call, `bad address '${host}'`);
  const port = Number(portText);
  const connected = network.connect(host, port);
  if (!connected.connected) {
    yield sleep(connected.why === 'refused' ? 1 : connected.why === 'no-route' ? Math.min(3000, limit) : limit);
    if (connected.why === 'timeout') return yield* fail(call, 'timed out');
    return yield* fail(
      call,
      `can't connect to remote host (${address}): ${connected.why === 'refused' ? 'Connection refused' : 'No route to host'}`,
    );
  }
  yield sleep(1);
  if (given.has('z')) {
    connected.server.accepted?.();
    return 0;
  }
  return yield* talk(call, connected.server, limit);
}

function* talk(call: Call, server: Server, limit: number): Task<number> {
  const text = yield* readAll(call.process);
  const request = /^([A-Z]+) (\S+) HTTP\/1\.[01]\r?\n/.exec(text.slice(0, 2000));
  if (request && server.http) {
    const answer = server.http({
      method: request[1] ?? '',
      path: request[2] ?? '',
      headers: {},
      body: '',
      from: call.process.network.address,
    });
    if (typeof answer === 'string' && answer !== 'hang') return 0;
    if (answer === 'hang' || answer.after > limit) {
      yield sleep(limit);
      return 1;
    }
    yield sleep(answer.after);
    const headers = Object.entries(answer.headers ?? {}).map(([name, value]) => `${name}: ${value}\r\n`);
    yield* out(call, `${statusLine(answer)}\r\n${headers.join('')}\r\n${answer.body}`);
    return 0;
  }
  if (text === '') yield* out(call, server.accepted?.() ?? '');
  for (const line of text.split('\n').filter((l) => l !== '')) {
    const answer = server.tcp?.(line);
    if (answer === undefined) return 0;
    if (answer === 'hang') {
      yield sleep(limit);
      return 1;
    }
    yield sleep(answer.after);
    yield* out(call, answer.text);
  }
  return 0;
}

function* listen(call: Call, port: number, bind: string, again: boolean): Task<number> {
  const { process } = call;
  if (!(port > 0)) return yield* fail(call, 'invalid port');
  const came = new Signal();
  const received: string[] = [];
  // what it would answer is read as soon as it is there: the one who connects waits for it
  const reply = { text: '', ended: false };
  const taken = { done: false };
  const take = (text: string): boolean => {
    if (taken.done) return false;
    taken.done = !again;
    received.push(text);
    came.notify();
    if (!again && typeof listening === 'object') listening.close();
    return true;
  };
  const server: Server = {
    http: (request): HttpAnswer =>
      !take(requestText(request)) ? 'reset' : reply.ended ? parseAnswer(reply.text) : 'hang',
    tcp: (text) => (take(`${text}\n`) ? { after: 1, text: reply.text } : undefined),
    accepted: () => (take('') ? reply.text : ''),
    changesAt: (now) => now,
  };
  const listening = process.network.listen(bind, port, server);
  if (typeof listening === 'string')
    return yield* fail(
      call,
      `bind: ${listening === 'address-in-use' ? 'Address already in use' : 'Permission denied'}`,
    );
  try {
    const file = process.fds.get(0);
    const first = file ? yield* file.read() : '';
    reply.text = first;
    if (first !== '') reply.text += yield* readAll(process);
    reply.ended = true;
    for (;;) {
      while (received.length === 0) yield until(came);
      for (const text of received.splice(0)) yield* out(call, text);
      if (!again) break;
    }
    yield untilOr(1);
  } finally {
    listening.close();
  }
  return 0;
}

export const netcat: Applets = { nc };
