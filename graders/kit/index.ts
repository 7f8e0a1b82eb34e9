/** The vocabulary that graders are written in. */
export { at, get, type } from './actions.ts';
export { gpuNodes, mixedNodes, oneNode, sixNodes, threeNodes } from './clusters.ts';
export { diagnose, manifest, predict, quiz, type Grader, type Run, type Test } from './grader.ts';
export { pod } from './history-view.ts';
export { placed } from './placement.ts';
export {
  all,
  hasImage,
  hasLabels,
  isReady,
  isRunning,
  isUnschedulable,
  restarts,
  type Predicate,
} from './predicates.ts';
export { replies } from './replies.ts';
export { tenants } from './tenants.ts';
export { findings, firstFailing, lastExitCode, restartsAt, sameObject } from './truths.ts';
