import { quote } from '../field-error.ts';
import type { KeyToPath, Volume, VolumeProjection } from '../schema/kinds.ts';

interface PlacedFile {
  readonly path: string;
  /** What puts it there; '' where the volume has one source only. */
  readonly source: string;
}

/**
 * Files of one volume of which one would lie where another lies, or below it.
 * @source kubernetes/kubernetes pkg/api/pod/warnings.go warningsForOverlappingVirtualPaths
 */
export function* volumePathWarnings(volumes: readonly Volume[]): Generator<string> {
  for (const { name, configMap, secret, downwardAPI, projected } of volumes) {
    const of = (what: string, files: readonly PlacedFile[]): Generator<string> => overlaps(name, what, files);
    if (configMap?.items) yield* of(`ConfigMap ${quote(configMap.name ?? '')}`, filesOf(configMap.items, ''));
    if (secret?.items) yield* of(`Secret ${quote(secret.secretName ?? '')}`, filesOf(secret.items, ''));
    if (downwardAPI?.items) yield* of('DownwardAPI', filesOf(downwardAPI.items, ''));
    const sources = projected?.sources ?? [];
    for (const source of sources)
      if (Object.keys(source).length === 0) yield `volume ${quote(name)} (Projected) has no sources provided`;
    yield* of('Projected', sources.flatMap(projectedFiles));
  }
}

function* overlaps(volume: string, what: string, files: readonly PlacedFile[]): Generator<string> {
  const seen: PlacedFile[] = [];
  for (const { path, source } of files) {
    const file = { path: path.replace(/\/+$/, ''), source };
    for (const other of seen)
      if (isOverlap(file.path, other.path))
        yield `volume ${quote(volume)} (${what}): overlapping paths: ${shown(file)} with ${shown(other)}`;
    seen.push(file);
  }
}

const isOverlap = (a: string, b: string): boolean =>
  a !== '' && b !== '' && (`${a}/`.startsWith(`${b}/`) || `${b}/`.startsWith(`${a}/`));

const shown = ({ path, source }: PlacedFile): string => (source === '' ? quote(path) : `${quote(path)} (${source})`);

const filesOf = (items: readonly Pick<KeyToPath, 'path'>[], source: string): PlacedFile[] =>
  items.map(({ path }) => ({ path, source }));

function projectedFiles(source: VolumeProjection): PlacedFile[] {
  if (source.configMap?.items)
    return filesOf(source.configMap.items, `ConfigMap ${quote(source.configMap.name ?? '')}`);
  if (source.secret?.items) return filesOf(source.secret.items, `Secret ${quote(source.secret.name ?? '')}`);
  if (source.downwardAPI?.items) return filesOf(source.downwardAPI.items, 'DownwardAPI');
  return source.serviceAccountToken
    ? [{ path: source.serviceAccountToken.path ?? '', source: 'ServiceAccountToken' }]
    : [];
}
