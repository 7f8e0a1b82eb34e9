/**
 * Builtins that no function may be named as, and an error in which ends a script: those of POSIX 2.14, and local.
 * @source busybox shell/ash.c builtintab: BUILTIN_SPECIAL
 */
export const SPECIAL_BUILTINS: ReadonlySet<string> = new Set([
  '.',
  ':',
  'break',
  'continue',
  'eval',
  'exec',
  'exit',
  'export',
  'readonly',
  'return',
  'set',
  'shift',
  'source',
  'times',
  'trap',
  'unset',
  'local',
]);
