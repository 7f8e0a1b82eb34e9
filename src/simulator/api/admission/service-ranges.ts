import type { AdmissionRequest } from './admission.ts';

type Context = Pick<AdmissionRequest, 'store' | 'random' | 'dryRun'>;

/** 10.96.0.0/16, of which the first 256 are left to those who name their address. */
const FIRST_DRAWN = 256;
const LAST = 2 ** 16 - 2;
const PREFIX = '10.96.';
/** 30000–32767; the first 86 are left to those who name their port. */
const PORTS = { from: 30_000, firstDrawn: 30_086, to: 32_767 };

export interface Addresses {
  /** A free one, drawn at random. */
  next(): string;
  /** Why an address cannot be had, undefined where it can. */
  problemOf(address: string): string | undefined;
}

/** @source kubernetes/kubernetes pkg/registry/core/service/ipallocator */
export function addressesOf({ store, random }: Context): Addresses {
  const isTaken = (address: string): boolean =>
    store.list('Service').some(({ spec }) => spec.clusterIPs?.includes(address));
  return {
    next: () => {
      for (;;) {
        const n = FIRST_DRAWN + random.int(LAST - FIRST_DRAWN + 1);
        const address = `${PREFIX}${n >> 8}.${n & 255}`;
        if (!isTaken(address)) return address;
      }
    },
    problemOf: (address) => {
      const [third = 0, fourth = 0] = address.startsWith(PREFIX)
        ? address.slice(PREFIX.length).split('.').map(Number)
        : [];
      const n = third * 256 + fourth;
      if (n < 1 || n > LAST) return 'the provided network does not match the current range';
      return isTaken(address) ? 'provided IP is already allocated' : undefined;
    },
  };
}

export interface NodePorts {
  next(): number;
  /** Reserves a number; or says why it cannot be had. */
  take(port: number): string | undefined;
}

/**
 * A dry run draws nothing: it shows numbers from 32769 on, beyond the range, as what they are not, and lets through any
 * number that is free.
 * @source kubernetes/kubernetes pkg/registry/core/service/portallocator/operation.go Allocate, AllocateNext
 */
export function nodePortsOf({ store, random, dryRun }: Context): NodePorts {
  const taken = new Set(
    store.list('Service').flatMap(({ spec }) => (spec.ports ?? []).flatMap((port) => port.nodePort ?? [])),
  );
  let highest = 0;
  const take = (port: number): string | undefined => {
    if (!dryRun && (port < PORTS.from || port > PORTS.to))
      return `provided port is not in the valid range. The range of valid ports is ${PORTS.from}-${PORTS.to}`;
    if (taken.has(port)) return 'provided port is already allocated';
    taken.add(port);
    highest = Math.max(highest, port);
    return undefined;
  };
  return {
    take,
    next: () => {
      if (dryRun) return (highest = (highest || PORTS.to + 1) + 1);
      for (;;) {
        const port = PORTS.firstDrawn + random.int(PORTS.to - PORTS.firstDrawn + 1);
        if (take(port) === undefined) return port;
      }
    },
  };
}
