/** Something looks at the status: `set -e` does not end the shell for it. */
export const TESTED = 1;
/** The shell ends after it: a program may take its place, a subshell needs no process of its own. */
export const LAST = 2;
