import type { Millis } from '../clock.ts';
import type { HttpAnswer, Network } from './network.ts';
import { sleep, type Task } from '../task.ts';

export interface Url {
  readonly scheme: string;
  readonly host: string;
  readonly port: number;
  /** As it stood behind the host (":8080"), or nothing. */
  readonly writtenPort: string;
  readonly path: string;
  readonly user: string | undefined;
}

const PORTS: Readonly<Record<string, number>> = { http: 80, https: 443, ftp: 21 };

/** A URL's parts; http where no scheme is written. */
export function parseUrl(text: string): Url | undefined {
  const found = /^(?:([a-z]+):\/\/)?(?:([^@/]*)@)?([^/:?#]*)(?::(\d{1,5}))?([^#]*)/i.exec(text);
  if (!found || found[3] === undefined || found[3] === '') return undefined;
  const scheme = (found[1] ?? 'http').toLowerCase();
  const rest = found[5] ?? '';
  return {
    scheme,
    host: found[3],
    writtenPort: found[4] === undefined ? '' : `:${found[4]}`,
    port: found[4] === undefined ? (PORTS[scheme] ?? 80) : Number(found[4]),
    path: rest.startsWith('/') ? rest : `/${rest}`,
    user: found[2],
  };
}

export type Fetched =
  | { readonly ok: true; readonly answer: Exclude<HttpAnswer, string>; readonly address: string }
  | {
      readonly ok: false;
      readonly why: 'bad-address' | 'refused' | 'timeout' | 'no-route' | 'reset';
      readonly address: string;
    };

/** Time that a packet takes there and back. */
const ROUND_TRIP: Millis = 1;
/** How long a host that does not answer is waited for by who sets no limit. @source Linux tcp_syn_retries 6 */
const SYN_LIMIT: Millis = 127_000;
/** How long until a neighbour that is not there is known not to be. @source Linux arp: 3 tries of 1 s */
const NO_ROUTE: Millis = 3000;

/** One HTTP request and its answer, on virtual time. @param limit - for each wait, as wget's -T and curl's -m count it */
export function* fetchUrl(
  network: Network,
  url: Url,
  request: { readonly method: string; readonly headers: Readonly<Record<string, string>>; readonly body: string },
  limit: Millis = Infinity,
): Task<Fetched> {
  const address = network.resolve(url.host)?.[0];
  if (address === undefined) return { ok: false, why: 'bad-address', address: url.host };
  const connected = network.connect(url.host, url.port);
  if (!connected.connected) {
    const wait = connected.why === 'refused' ? ROUND_TRIP : connected.why === 'no-route' ? NO_ROUTE : SYN_LIMIT;
    yield sleep(Math.min(wait, limit));
    return { ok: false, why: wait > limit ? 'timeout' : connected.why, address };
  }
  yield sleep(ROUND_TRIP);
  const answer = connected.server.http?.({ ...request, path: url.path, from: network.address }) ?? 'reset';
  if (typeof answer === 'string' && answer !== 'hang') return { ok: false, why: 'reset', address };
  if (answer === 'hang' || answer.after > limit) {
    yield sleep(Math.min(limit, 900_000));
    return { ok: false, why: 'timeout', address };
  }
  yield sleep(answer.after);
  return { ok: true, answer, address };
}
