/** Which probe a line of a manifest declares. Loaded when the editor is. */
import { isMap, isScalar, isSeq, LineCounter, type YAMLMap } from 'yaml';
import type { ProbeKind } from '../simulator/index.ts';
import { mapsOf, podPath } from './field-place.ts';

export interface ProbeOfPod {
  readonly container: string;
  readonly probe: ProbeKind;
}

const KINDS: readonly ProbeKind[] = ['startup', 'readiness', 'liveness'];

/** @param line - from 1 */
export function probeAt(yaml: string, line: number): ProbeOfPod | undefined {
  const lines = new LineCounter();
  for (const document of mapsOf(yaml, lines))
    for (const container of containersOf(document))
      for (const { key, value } of container.items) {
        const probe = KINDS.find((kind) => isScalar(key) && key.value === `${kind}Probe`);
        const name = container.get('name');
        if (!probe || typeof name !== 'string' || !isScalar(key) || !key.range || !isMap(value) || !value.range)
          continue;
        const end = key.range[0] + yaml.slice(key.range[0], value.range[1]).trimEnd().length;
        if (lines.linePos(key.range[0]).line <= line && line <= lines.linePos(end).line)
          return { container: name, probe };
      }
  return undefined;
}

const containersOf = (document: YAMLMap): YAMLMap[] =>
  ['containers', 'initContainers'].flatMap((list) => {
    const containers = document.getIn([...podPath(document), 'spec', list]);
    return isSeq(containers) ? containers.items.filter((item) => isMap(item)) : [];
  });
