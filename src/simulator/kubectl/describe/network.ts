import type { Endpoints, EndpointSlice, Service } from '../../api/schema/kinds.ts';
import type { Store } from '../../store.ts';
import { hostPort, shortList } from '../printers/network-rows.ts';
import { labelsText } from '../printers/selector-text.ts';
import { sortedByKey } from '../resource-arguments.ts';
import { heading, row } from './text.ts';

// All of these: kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/describe/describe.go

export function describeService({ metadata, spec, status }: Service, store: Store): string {
  const slices = sortedByKey(store.list('EndpointSlice', metadata.namespace)).filter(
    (s) => s.metadata.labels?.['kubernetes.io/service-name'] === metadata.name,
  );
  const optional = (title: string, value: string | number | undefined): string => (value ? row(title, value) : '');
  const ingress = (status?.loadBalancer?.ingress ?? []).map((i) =>
    i.ip ? `${i.ip}${i.ipMode ? ` (${i.ipMode})` : ''}` : (i.hostname ?? ''),
  );
  const ports = (spec?.ports ?? []).map((port) => {
    const name = port.name || '<unset>';
    const protocol = port.protocol ?? 'TCP';
    return (
      `Port:\t${name}\t${port.port}/${protocol}\n` +
      row('TargetPort', `${port.targetPort ?? 0}/${protocol}`) +
      optional('AppProtocol', port.appProtocol) +
      (port.nodePort ? `NodePort:\t${name}\t${port.nodePort}/${protocol}\n` : '') +
      row('Endpoints', readyEndpoints(slices, port.name ?? ''))
    );
  });
  return (
    heading(metadata) +
    row('Selector', labelsText(spec?.selector)) +
    row('Type', spec?.type ?? '') +
    optional('IP Family Policy', spec?.ipFamilyPolicy) +
    row('IP Families', spec?.ipFamilies?.join(',') ?? '<none>') +
    row('IP', spec?.clusterIP ?? '') +
    row('IPs', spec?.clusterIPs?.join(',') ?? '<none>') +
    optional('External IPs', spec?.externalIPs?.join(',')) +
    optional('Desired LoadBalancer IP', spec?.loadBalancerIP) +
    optional('External Name', spec?.externalName) +
    optional('LoadBalancer Ingress', ingress.join(', ')) +
    ports.join('') +
    row('Session Affinity', spec?.sessionAffinity ?? '') +
    optional('External Traffic Policy', spec?.externalTrafficPolicy) +
    optional('Internal Traffic Policy', spec?.internalTrafficPolicy) +
    optional('HealthCheck NodePort', spec?.healthCheckNodePort) +
    optional('LoadBalancer Source Ranges', spec?.loadBalancerSourceRanges?.join(',')) +
    optional('Traffic Distribution', spec?.trafficDistribution)
  );
}

/** The first addresses of a port that are ready. @source the same, formatEndpointSlices */
function readyEndpoints(slices: readonly EndpointSlice[], port: string): string {
  if (slices.length === 0) return '<none>';
  const all = slices.flatMap(({ ports, endpoints }) => {
    const ready = (endpoints ?? []).filter((e) => e.conditions?.ready !== false).map((e) => e.addresses[0] ?? '');
    if (!ports?.length) return ready;
    return ports
      .filter((p) => (p.name ?? '') === port)
      .flatMap((p) => ready.map((address) => hostPort(address, p.port ?? 0)));
  });
  return shortList(all, '');
}

export function describeEndpoints({ metadata, subsets }: Endpoints): string {
  const addresses = (list: readonly { readonly ip: string }[] | undefined): string =>
    (list ?? []).map((a) => a.ip).join(',') || '<none>';
  const texts = (subsets ?? []).map((subset) => {
    const ports = (subset.ports ?? []).map((p) => `    ${p.name || '<unset>'}\t${p.port}\t${p.protocol ?? 'TCP'}\n`);
    return (
      row('Addresses', addresses(subset.addresses), '  ') +
      row('NotReadyAddresses', addresses(subset.notReadyAddresses), '  ') +
      (ports.length ? `  Ports:\n    Name\tPort\tProtocol\n    ----\t----\t--------\n${ports.join('')}` : '') +
      '\n'
    );
  });
  return `${heading(metadata)}Subsets:\n${texts.join('')}`;
}

export function describeEndpointSlice({ metadata, addressType, ports, endpoints }: EndpointSlice): string {
  const portLines = (ports ?? []).map(
    (p) => `  ${p.name || '<unset>'}\t${p.port ?? '<unset>'}\t${p.protocol ?? 'TCP'}\n`,
  );
  const endpointLines = (endpoints ?? []).map(
    (e) =>
      `  - Addresses:\t${e.addresses.join(', ') || '<none>'}\n    Conditions:\n` +
      row('Ready', e.conditions?.ready ?? '<unset>', '      ') +
      row('Hostname', e.hostname ?? '<unset>', '    ') +
      (e.targetRef ? row('TargetRef', `${e.targetRef.kind ?? ''}/${e.targetRef.name ?? ''}`, '    ') : '') +
      row('NodeName', e.nodeName ?? '<unset>', '    ') +
      row('Zone', e.zone ?? '<unset>', '    '),
  );
  return (
    heading(metadata) +
    row('AddressType', addressType) +
    (portLines.length
      ? `Ports:\n  Name\tPort\tProtocol\n  ----\t----\t--------\n${portLines.join('')}`
      : 'Ports: <unset>\n') +
    (endpointLines.length ? `Endpoints:\n${endpointLines.join('')}` : 'Endpoints: <none>\n')
  );
}
