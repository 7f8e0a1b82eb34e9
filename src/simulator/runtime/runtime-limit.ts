/** What of a cluster's programs was too much: a count of virtual things, never of seconds. */
export type LimitedThing = 'processes' | 'steps' | 'memory' | 'log' | 'files' | 'depth' | 'objects' | 'events';

const WHAT: Record<LimitedThing, string> = {
  processes: 'more processes at once than a container may have here',
  steps: 'more steps than the programs of a cluster may take here',
  memory: 'more text in memory than a program may hold here',
  log: 'more output than a container may write here',
  files: 'more bytes or files than a container may keep here',
  depth: 'deeper nesting than a script may have here',
  objects: 'more objects than a cluster may hold here',
  events: 'more changes than the history of a cluster may hold here',
};

/**
 * A program went past what the simulator gives it. Thrown out of the clock's step: the run ends and the sandbox says which
 * limit it was. (What a real container meets sooner, such as its memory limit, is simulated and no such error.)
 */
export class RuntimeLimit extends Error {
  readonly limit: LimitedThing;
  readonly most: number;

  constructor(limit: LimitedThing, most: number) {
    super(`${WHAT[limit]} (${most})`);
    this.name = 'RuntimeLimit';
    this.limit = limit;
    this.most = most;
  }
}
