import type { JsonObject } from '../../../api/json.ts';
import { dns1123Subdomain, portName, portNumber } from '../../../api/validation/names.ts';
import { goQuote } from '../../../go-quote.ts';
import { isFailure, plainFailure, type Failure } from '../../failure.ts';
import { flagNumber, flagValue, flagValues } from '../../line.ts';
import { making } from './submit.ts';

type ServiceType = 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName';

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/create/create_service.go */
export const service = (type: ServiceType): ReturnType<typeof making> =>
  making((name, { line }) => {
    const [clusterIP, externalName, tcp] = [
      flagValue(line, 'clusterip'),
      flagValue(line, 'external-name'),
      flagValues(line, 'tcp'),
    ];
    if (clusterIP !== 'None' && tcp.length === 0 && type !== 'ExternalName')
      return plainFailure('at least one tcp port specifier must be provided');
    if (type === 'ExternalName' && dns1123Subdomain(externalName ?? '').length > 0)
      return plainFailure(`invalid service external name ${externalName ?? ''}`);
    const ports: JsonObject[] = [];
    for (const text of tcp) {
      const port = readPort(text, flagNumber(line, 'node-port'));
      if (isFailure(port)) return port;
      ports.push(port);
    }
    const labels = { app: name };
    const spec = {
      ...(clusterIP ? { clusterIP } : {}),
      ...(externalName ? { externalName } : {}),
      ...(ports.length > 0 ? { ports } : {}),
      selector: labels,
      type,
    };
    return {
      object: { apiVersion: 'v1', kind: 'Service', metadata: { labels, name }, spec, status: { loadBalancer: {} } },
      refused: `failed to create ${type} service`,
    };
  });

/** "80", "80:8080", "80:http" */
function readPort(text: string, nodePort: number | undefined): JsonObject | Failure {
  const [first = '', second] = text.split(':');
  if (!/^\d+$/.test(first)) return plainFailure(`strconv.ParseUint: parsing ${goQuote(first)}: invalid syntax`);
  if (Number(first) > 65_535) return plainFailure(`strconv.ParseUint: parsing ${goQuote(first)}: value out of range`);
  const port = Number(first);
  const isNumber = second !== undefined && /^[+-]?\d+$/.test(second);
  const complaints = second === undefined ? [] : isNumber ? portNumber(Number(second)) : portName(second);
  if (complaints.length > 0) return plainFailure(complaints.join(','));
  const targetPort = second === undefined ? port : isNumber ? Number(second) : second;
  return { name: text.replaceAll(':', '-'), ...(nodePort ? { nodePort } : {}), port, protocol: 'TCP', targetPort };
}
