import type { Secret } from '../schema/kinds.ts';
import { decodeBase64 } from '../../base64.ts';

const PEM = /-----BEGIN [A-Z ]+-----/;

/**
 * A TLS secret should hold a certificate and its key. Whether the two belong together is not looked into here.
 * @source kubernetes/kubernetes pkg/registry/core/secret/strategy.go warningsForSecret; Go crypto/tls X509KeyPair
 */
export function secretWarnings({ type, data }: Secret): readonly string[] {
  if (type !== 'kubernetes.io/tls') return [];
  for (const [key, word] of [
    ['tls.crt', 'certificate'],
    ['tls.key', 'key'],
  ] as const)
    if (!PEM.test(decodeBase64(data?.[key] ?? ''))) return [`tls: failed to find any PEM data in ${word} input`];
  return [];
}
