import type { Problem } from '../problem.ts';

/** What is said beside accepting an object: a text, with its code where it is explained. */
export type Warning = string | Problem;
