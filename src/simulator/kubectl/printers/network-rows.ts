import type { Endpoints, EndpointSlice, Service } from '../../api/schema/kinds.ts';
import { ageOf } from './age.ts';
import { labelsText } from './selector-text.ts';
import { columns, type TablePrinter } from './table.ts';

// All of these: kubernetes/kubernetes pkg/printers/internalversion/printers.go

/** So many endpoints or ports a cell shows, and then how many more there are. */
const SHOWN = 3;

export const serviceTable: TablePrinter<Service> = {
  columns: columns('Name Type Cluster-IP External-IP Port(s) Age | Selector'),
  cells: (service, now) => [
    service.metadata.name,
    service.spec?.type ?? '',
    service.spec?.clusterIPs?.[0] ?? service.spec?.clusterIP ?? '<none>',
    externalAddress(service),
    servicePorts(service),
    ageOf(service.metadata.creationTimestamp, now),
    labelsText(service.spec?.selector),
  ],
};

export const endpointsTable: TablePrinter<Endpoints> = {
  columns: columns('Name Endpoints Age'),
  cells: (endpoints, now) => [
    endpoints.metadata.name,
    endpointsText(endpoints),
    ageOf(endpoints.metadata.creationTimestamp, now),
  ],
};

export const endpointSliceTable: TablePrinter<EndpointSlice> = {
  columns: columns('Name AddressType Ports Endpoints Age'),
  cells: (slice, now) => [
    slice.metadata.name,
    slice.addressType,
    shortList(slice.ports?.map((port) => String(port.port ?? port.name ?? '*')) ?? [], '<unset>'),
    shortList(slice.endpoints?.flatMap((endpoint) => endpoint.addresses) ?? [], '<unset>'),
    ageOf(slice.metadata.creationTimestamp, now),
  ],
};

function endpointsText(endpoints: Endpoints | undefined): string {
  const all = (endpoints?.subsets ?? []).flatMap(({ addresses = [], ports = [] }) =>
    ports.length === 0
      ? addresses.map((a) => a.ip)
      : ports.flatMap((port) => addresses.map((a) => hostPort(a.ip, port.port))),
  );
  return endpoints?.subsets?.length ? shortList(all, '') : '<none>';
}

/** @source Go net.JoinHostPort */
export function hostPort(host: string, port: number | string): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

export function shortList(all: readonly string[], none: string): string {
  if (all.length === 0) return none;
  const shown = all.slice(0, SHOWN).join(',');
  return all.length > SHOWN ? `${shown} + ${all.length - SHOWN} more...` : shown;
}

function externalAddress({ spec, status }: Service): string {
  const external = spec?.externalIPs ?? [];
  switch (spec?.type) {
    case 'LoadBalancer': {
      const given = new Set((status?.loadBalancer?.ingress ?? []).map((i) => i.ip || i.hostname || ''));
      return [...[...given].sort(), ...external].join(',') || '<pending>';
    }
    case 'ExternalName':
      return spec.externalName ?? '';
    default:
      return external.join(',') || '<none>';
  }
}

function servicePorts({ spec }: Service): string {
  const ports = (spec?.ports ?? []).map((p) => `${p.port}${p.nodePort ? `:${p.nodePort}` : ''}/${p.protocol ?? 'TCP'}`);
  return ports.join(',') || '<none>';
}
