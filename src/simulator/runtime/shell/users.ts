import type { Process } from '../process.ts';
import { nodeAt } from '../system-calls.ts';

/** Lines of /etc/passwd or /etc/group, cut at colons. */
function entries(process: Process, path: string): readonly (readonly string[])[] {
  const node = nodeAt(process, path);
  return node?.type === 'file' ? node.content.split('\n').map((line) => line.split(':')) : [];
}

const nameOf = (process: Process, path: string, id: number): string | undefined =>
  entries(process, path).find((fields) => fields[2] === String(id))?.[0];
const idOf = (process: Process, path: string, name: string): number | undefined => {
  const id = entries(process, path).find((fields) => fields[0] === name)?.[2];
  return id === undefined ? undefined : Number(id);
};

export const knownUser = (process: Process, id: number): string | undefined => nameOf(process, '/etc/passwd', id);
export const knownGroup = (process: Process, id: number): string | undefined => nameOf(process, '/etc/group', id);
/** A user's name, or the number of one without. */
export const userName = (process: Process, id: number): string => knownUser(process, id) ?? String(id);
export const groupName = (process: Process, id: number): string => knownGroup(process, id) ?? String(id);

/** The group that a user of /etc/passwd logs in with. */
export function loginGroup(process: Process, user: number): number | undefined {
  const fields = entries(process, '/etc/passwd').find((line) => line[2] === String(user));
  return fields && Number(fields[3]);
}

/** A user by name or number. */
export const userId = (process: Process, text: string): number | undefined =>
  idOf(process, '/etc/passwd', text) ?? (/^\d+$/.test(text) ? Number(text) : undefined);
export const groupId = (process: Process, text: string): number | undefined =>
  idOf(process, '/etc/group', text) ?? (/^\d+$/.test(text) ? Number(text) : undefined);
