import type { TypedLine, Work } from './draft.ts';

/** Takes from a link or from what a browser kept only what is work, whoever wrote it. @returns undefined where it is none */
export function readWork(read: unknown): Work | undefined {
  if (!isRecord(read)) return undefined;
  const { yaml, answers, lines } = read;
  if (yaml !== undefined && typeof yaml !== 'string') return undefined;
  if (answers !== undefined && !(isRecord(answers) && Object.values(answers).every((v) => typeof v === 'string')))
    return undefined;
  if (lines !== undefined && !(Array.isArray(lines) && lines.length <= 1000 && lines.every(isLine))) return undefined;
  if (yaml === undefined && answers === undefined && lines === undefined) return undefined;
  return {
    ...(yaml === undefined ? {} : { yaml }),
    ...(answers === undefined ? {} : { answers: answers as Record<string, string> }),
    ...(lines === undefined ? {} : { lines }),
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isLine = (value: unknown): value is TypedLine =>
  isRecord(value) &&
  typeof value['at'] === 'number' &&
  value['at'] >= 0 &&
  value['at'] < 1e6 &&
  typeof value['command'] === 'string' &&
  (value['stdin'] === undefined || typeof value['stdin'] === 'string') &&
  (value['seconds'] === undefined || (typeof value['seconds'] === 'number' && value['seconds'] >= 0));
