import type { Container, HTTPGetAction } from '../../api/schema/kinds.ts';
import type { Millis } from '../../clock.ts';
import { goQuote } from '../../go-quote.ts';
import { NODE_DNS } from '../network-files.ts';
import type { HttpAnswer, Network, Server } from '../../runtime/network.ts';

/** What a look found. `unknown` is thrown away; a `server` can say when its answer may change. */
export interface Look {
  readonly result: 'success' | 'failure' | 'warning' | 'unknown';
  readonly output: string;
  readonly took: Millis;
  readonly server?: Server;
  /** What the server was asked, by HTTP. */
  readonly path?: string;
}

const MOST_REDIRECTS = 10;

/**
 * A port's number: itself, or that of the container's port of this name.
 * @source kubernetes/kubernetes pkg/probe/util.go ResolveContainerPort
 */
export function portNumber(port: number | string, container: Container): number | string {
  if (typeof port === 'number') return port > 0 && port < 65_536 ? port : `invalid port number: ${port}`;
  const named = container.ports?.find(({ name }) => name === port)?.containerPort;
  if (named !== undefined) return named;
  const number = /^\d{1,5}$/.test(port) ? Number(port) : undefined;
  return number ?? `strconv.Atoi: parsing ${goQuote(port)}: invalid syntax`;
}

/**
 * An HTTP GET as a kubelet's probe makes it: 200 to 399 is success; a redirect to another host too, with a warning.
 * @param from - the node's address, which is what the server sees
 * @source kubernetes/kubernetes pkg/probe/http/http.go DoHTTPProbe, RedirectChecker; recorded: http/*
 */
export function httpLook(
  network: Pick<Network, 'connect' | 'resolve'>,
  action: HTTPGetAction,
  container: Container,
  podIp: string,
  timeout: Millis,
  from: string,
): Look {
  const port = portNumber(action.port, container);
  if (typeof port === 'string') return { result: 'unknown', output: port, took: 0 };
  const host = action.host || podIp;
  const scheme = (action.scheme ?? 'HTTP').toLowerCase();
  let path = action.path ?? '/';
  if (!path.startsWith('/')) path = `/${path}`;
  let took = 0;

  for (let hops = 0; ; hops++) {
    const url = `${scheme}://${host}:${port}${path}`;
    const failed = (why: string, server?: Server): Look => ({
      result: 'failure',
      output: `Get ${goQuote(url)}: ${why}`,
      took,
      ...(server ? { server } : {}),
    });
    if (!network.resolve(host)) return failed(unknownHost(host));
    const reached = network.connect(host, port);
    if (!reached.connected) {
      const refusal = { refused: 'connection refused', 'no-route': 'no route to host', timeout: undefined }[
        reached.why
      ];
      if (refusal) return failed(`dial tcp ${host}:${port}: connect: ${refusal}`);
      took = timeout;
      return failed(`net/http: request canceled while waiting for connection ${TIMED_OUT}`);
    }
    const { server } = reached;
    if (scheme === 'https') return failed('http: server gave HTTP response to HTTPS client', server);
    const headers: Record<string, string> = { Host: `${host}:${port}`, 'User-Agent': 'kube-probe/1.36', Accept: '*/*' };
    for (const { name, value } of action.httpHeaders ?? []) headers[name] = value ?? '';
    headers['Connection'] = 'close';
    const answer: HttpAnswer = server.http?.({ method: 'GET', path, headers, body: '', from }) ?? 'reset';
    if (typeof answer === 'string' && answer !== 'hang') return failed(brokenText(answer), server);
    if (answer === 'hang' || took + answer.after > timeout) {
      took = timeout;
      return failed(`context deadline exceeded ${TIMED_OUT}`, server);
    }
    took += answer.after;
    const location = answer.status >= 300 && answer.status < 400 ? headerOf(answer, 'location') : undefined;
    if (location !== undefined && FOLLOWED.has(answer.status)) {
      const target = /^([a-z]+):\/\/([^/:]+)(?::(\d+))?(\/.*)?$/i.exec(location);
      if (!target || target[2] === host) {
        if (hops >= MOST_REDIRECTS)
          return { result: 'failure', output: `Get ${goQuote(location)}: stopped after 10 redirects`, took, server };
        path = target ? (target[4] ?? '/') : location.startsWith('/') ? location : `/${location}`;
        continue;
      }
    }
    if (answer.status >= 200 && answer.status < 400) {
      if (answer.status >= 300)
        return { result: 'warning', output: `Probe terminated redirects, Response body: ${answer.body}`, took, server };
      return { result: 'success', output: answer.body, took, server, path };
    }
    return { result: 'failure', output: `HTTP probe failed with statuscode: ${answer.status}`, took, server };
  }
}

/** A name that the node's resolver does not know: the cluster's own names are none of its. @source Go net/dnsclient.go DNSError */
export const unknownHost = (host: string): string => `dial tcp: lookup ${host} on ${NODE_DNS}:53: no such host`;

/** @source Go net/http/transport.go mapRoundTripError */
export const brokenText = (answer: string): string =>
  answer === 'reset' ? 'EOF' : answer.replace('broken: ', 'net/http: HTTP/1.x transport connection broken: ');

const FOLLOWED: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

const headerOf = (answer: Exclude<HttpAnswer, string>, name: string): string | undefined =>
  Object.entries(answer.headers ?? {}).find(([header]) => header.toLowerCase() === name)?.[1];

const TIMED_OUT = '(Client.Timeout exceeded while awaiting headers)';
