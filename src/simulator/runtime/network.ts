import type { Millis } from '../clock.ts';
import type { Signal } from '../task.ts';

export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Address of who asks. */
  readonly from: string;
}

/**
 * What a server does with a request: an answer after some time, or none ever ('hang'), or the connection is cut ('reset'), or
 * what comes back is no HTTP, in the words of Go's net/http ('broken: …').
 */
export type HttpAnswer =
  | {
      readonly after: Millis;
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body: string;
      /** The status line's words, where they are not the usual ones. */ readonly reason?: string;
    }
  | 'hang'
  | 'reset'
  | `broken: ${string}`;

/** What a process that listens on a port offers. */
export interface Server {
  /** Answers to HTTP; a server without it is cut after the first bytes. */
  http?(request: HttpRequest): HttpAnswer;
  /** Answers to a line of plain text (redis, nc); undefined closes the connection. */
  tcp?(text: string): { readonly after: Millis; readonly text: string } | 'hang' | undefined;
  /** The grpc.health.v1 answer for a service. */
  grpcHealth?(
    service: string,
  ): { readonly after: Millis; readonly status: 'SERVING' | 'NOT_SERVING' | 'UNKNOWN' | 'SERVICE_UNKNOWN' } | 'hang';
  /** Somebody connected and says nothing (a tcpSocket probe does only this). @returns what is said to it */
  accepted?(): string;
  /**
   * The next time at which an answer to the same request can differ, or undefined if never on its own: pollers sleep until then.
   * @param path - what was asked by HTTP
   */
  changesAt(now: Millis, path?: string): Millis | undefined;
}

export type ConnectResult =
  | { readonly connected: true; readonly server: Server; readonly address: string }
  /** Refused at once, or no answer until the caller's timeout. */
  | { readonly connected: false; readonly why: 'refused' | 'timeout' | 'no-route' };

/** A Pod's view of the cluster's network. */
export interface Network {
  /** The Pod's own address. */
  readonly address: string;
  /** @param bind - '0.0.0.0', '127.0.0.1' or the Pod's address. */
  listen(
    bind: string,
    port: number,
    server: Server,
  ): { readonly close: () => void } | 'address-in-use' | 'permission-denied';
  connect(host: string, port: number): ConnectResult;
  /** Addresses of a DNS name as the Pod's resolver finds them (search domains included); undefined: NXDOMAIN. */
  resolve(name: string): readonly string[] | undefined;
  /** Notified when something in the Pod begins or stops to listen. */
  readonly changed?: Signal;
}
