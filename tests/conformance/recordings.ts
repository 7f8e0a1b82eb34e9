import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** What was recorded, by the part of Kubernetes that answered. */
export const AREAS = [
  'api',
  'manifests',
  'updates',
  'scheduler',
  'kubelet',
  'shell',
  'controllers',
  'printing',
  'statuses',
  'kubectl',
] as const;
export type AreaName = (typeof AREAS)[number];

export interface RecordingFile {
  /** What kept.json calls it. @example 'api', 'recorded/api' */
  readonly label: string;
  readonly path: string;
}

const HERE = import.meta.dirname;

/** The files that hold an area's recordings: those that were given, then those of recorder/. None where none is there. */
export const recordingFiles = (area: AreaName, folder = HERE): readonly RecordingFile[] =>
  [
    { label: area, path: join(folder, 'data', `${area}.json`) },
    { label: `recorded/${area}`, path: join(folder, 'recorded', `${area}.json`) },
  ].filter(({ path }) => existsSync(path));
