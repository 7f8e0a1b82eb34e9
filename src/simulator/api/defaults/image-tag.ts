/**
 * The tag an image reference names: "latest" where it names neither tag nor digest, "" where it names only a digest or is no reference.
 * @example imageTag('nginx') → "latest" · imageTag('localhost:5000/app:2') → "2" · imageTag('nginx@sha256:…') → ""
 * @source kubernetes/kubernetes pkg/util/parsers/parsers.go ParseImageName; distribution/reference normalize.go
 */
export function imageTag(reference: string): string {
  const [domain, remainder] = splitDomain(reference);
  const match = REFERENCE.exec(remainder);
  if (!match || !DOMAIN.test(domain) || HEX_ID.test(reference)) return '';
  const [, path = '', tag, digest] = match;
  if (path.length + (domain === HUB && !path.includes('/') ? OFFICIAL.length : 0) > LONGEST_PATH) return '';
  return tag ?? (digest === undefined ? 'latest' : '');
}

const HUB = 'docker.io';
const OFFICIAL = 'library/';
const LONGEST_PATH = 255;

const REFERENCE =
  /^([a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*)(?::(\w[\w.-]{0,127}))?(?:@([A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9A-Fa-f]{32,}))?$/;
const DOMAIN =
  /^(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])(?:\.(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]))*(?::[0-9]+)?$/;
const HEX_ID = /^[0-9a-f]{64}$/;

/** What stands before the first slash is a registry where it looks like a host. */
function splitDomain(reference: string): [string, string] {
  const slash = reference.indexOf('/');
  const first = reference.slice(0, Math.max(slash, 0));
  const isHost = /[.:]/.test(first) || first === 'localhost' || first.toLowerCase() !== first;
  return slash >= 0 && isHost ? [first, reference.slice(slash + 1)] : [HUB, reference];
}
