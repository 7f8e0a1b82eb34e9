/** The vocabulary that graders are written in. */
export {
  at,
  copyPod,
  get,
  getService,
  loseNode,
  print,
  reboot,
  restoreNode,
  setKnob,
  setKnobOfOne,
  toNodeOf,
  type,
  type Action,
  type Deed,
  type HttpReply,
} from './actions.ts';
export { gpuNodes, mixedNodes, oneNode, sixNodes, smallNode, threeNodes } from './clusters.ts';
export { memoryOf, startsAndEnds } from './containers.ts';
export { declaredPorts, getDeclared, listeners } from './declared-ports.ts';
export { deployment, wants } from './deployment.ts';
export { requestsOf, restartsOf, type Facts, type Finding } from './facts.ts';
export { seconds, type Duration } from './duration.ts';
export {
  diagnose,
  manifest,
  predict,
  quiz,
  type Grader,
  type Question,
  type Run,
  type Test,
  type Variant,
} from './grader.ts';
export { endedAt, exitCodeOf, signalledAt } from './ending-truths.ts';
export { endpointsAt } from './endpoints.ts';
export { GATE_CONTROLLER, setsGate } from './gate-controller.ts';
export { each, podsLike, podsOfDeployment, podsOfJob, podsWith, readyPods, stays } from './groups.ts';
export { pod } from './history-view.ts';
export { isComplete, job } from './job.ts';
export { noWarnings } from './manifest.ts';
export { logLines, logOf } from './logs.ts';
export { placed, wasScheduled } from './placement.ts';
export { inEndpointsAt, isItAt, phaseAt, statusAt } from './pod-truths.ts';
export {
  all,
  decidedBy,
  envOf,
  hasContainer,
  hasEnv,
  hasImage,
  hasLabels,
  hasProbe,
  hasRestarted,
  inPhase,
  isOf,
  isReady,
  isRunning,
  isScheduled,
  isUnschedulable,
  restarts,
  runs,
  type Predicate,
} from './predicates.ts';
export {
  bootBudget,
  handlerOf,
  lastFailure,
  patienceOf,
  lastFailureOf,
  livenessFacts,
  probeOf,
  slowness,
  telling,
} from './probes.ts';
export { replies } from './replies.ts';
export { tenants } from './tenants.ts';
export { noNewRestarts } from './stability.ts';
export { client, traffic, type Traffic } from './traffic.ts';
export { findings, firstFailing, lastExitCode, restartsAt, sameObject } from './truths.ts';
