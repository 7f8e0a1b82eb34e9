/** Something that cannot go on; awk ends with 2. */
export class AwkError extends Error {}

/** `exit` within a function. */
export class AwkExit extends Error {}
