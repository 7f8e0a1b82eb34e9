const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission is denied',
  EISDIR: 'it is a folder',
  ELOOP: 'its links go in a circle',
  ENAMETOOLONG: 'its name is too long',
  ENOENT: 'there is no such file or folder',
  ENOSPC: 'no space is left on the disk',
  ENOTDIR: 'what it is said to lie in is no folder',
  EPERM: 'permission is denied',
  EPIPE: 'what read it has ended',
  EROFS: 'the disk can only be read',
};

/** Why the operating system refused, in words; any other error's own message. Names no file: who asked knows it. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code = '' } = error as NodeJS.ErrnoException;
  return REASONS[code] ?? error.message;
}
