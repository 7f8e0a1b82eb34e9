/** The vocabulary that graders are written in. */
export { at, get, type } from './actions.ts';
export { oneNode, threeNodes } from './clusters.ts';
export { podFacts, type Facts, type Finding } from './facts.ts';
export { diagnose, manifest, predict, type Grader, type Run } from './grader.ts';
export { pod } from './history-view.ts';
export { placed } from './placement.ts';
export { all, exists, hasImage, hasStatus, isReady, isRunning, isUnschedulable, restarts } from './predicates.ts';
