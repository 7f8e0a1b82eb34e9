/** Something that cannot go on; awk ends with 2. */
export class AwkError extends Error {}

/** A file that cannot be had: told without a line of the program. */
export class AwkFileError extends AwkError {}

/** `exit` within a function. */
export class AwkExit extends Error {}
