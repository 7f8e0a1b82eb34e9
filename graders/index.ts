import type { Grader } from './kit/index.ts';
import antiAffinityRollout from './anti-affinity-rollout.ts';
import capstoneProductionWeb from './capstone-production-web.ts';
import commandOrArgs from './command-or-args.ts';
import dedicatedPool from './dedicated-pool.ts';
import diagConfigError from './diag-config-error.ts';
import diagCrashloopExitZero from './diag-crashloop-exit-zero.ts';
import diagIdleButFull from './diag-idle-but-full.ts';
import diagNodenameBypass from './diag-nodename-bypass.ts';
import diagPendingMixed from './diag-pending-mixed.ts';
import diagPortClash from './diag-port-clash.ts';
import diagReadinessGate from './diag-readiness-gate.ts';
import diagRestartStorm from './diag-restart-storm.ts';
import diagSilentQuota from './diag-silent-quota.ts';
import diagTerminalTour from './diag-terminal-tour.ts';
import diagThree137s from './diag-three-137s.ts';
import diagUnknownPort from './diag-unknown-port.ts';
import envAreStrings from './env-are-strings.ts';
import execProbeExitCode from './exec-probe-exit-code.ts';
import fastFailover from './fast-failover.ts';
import gpuNodeSelector from './gpu-node-selector.ts';
import gracefulShutdown from './graceful-shutdown.ts';
import httpProbeTarget from './http-probe-target.ts';
import incidentDbCascade from './incident-db-cascade.ts';
import incidentFridayDeploy from './incident-friday-deploy.ts';
import incidentGreedyJob from './incident-greedy-job.ts';
import incidentPriorityCascade from './incident-priority-cascade.ts';
import initThenApp from './init-then-app.ts';
import jobOnceOnly from './job-once-only.ts';
import limitrangeAndQuota from './limitrange-and-quota.ts';
import makeItGuaranteed from './make-it-guaranteed.ts';
import mountWithoutHiding from './mount-without-hiding.ts';
import nativeSidecarJob from './native-sidecar-job.ts';
import nearTheCache from './near-the-cache.ts';
import nodeAffinityAnd from './node-affinity-and.ts';
import oomHeadroom from './oom-headroom.ts';
import playground from './playground.ts';
import podFromScratch from './pod-from-scratch.ts';
import predictApplyOrReject from './predict-apply-or-reject.ts';
import predictBackoffRestarts from './predict-backoff-restarts.ts';
import predictDeleteTimeline from './predict-delete-timeline.ts';
import predictEvictionOrder from './predict-eviction-order.ts';
import predictHttpCodes from './predict-http-codes.ts';
import predictImageChange from './predict-image-change.ts';
import predictNodeChoice from './predict-node-choice.ts';
import predictPhaseTable from './predict-phase-table.ts';
import predictPreemption from './predict-preemption.ts';
import predictProbeEffects from './predict-probe-effects.ts';
import predictProbeKillTime from './predict-probe-kill-time.ts';
import predictQos from './predict-qos.ts';
import predictTaintEffects from './predict-taint-effects.ts';
import predictWhatIsShared from './predict-what-is-shared.ts';
import prestopBudget from './prestop-budget.ts';
import probeTimeouts from './probe-timeouts.ts';
import quizMultiContainer from './quiz-multi-container.ts';
import quizPhases from './quiz-phases.ts';
import quizPodMyths from './quiz-pod-myths.ts';
import quizProbeDesign from './quiz-probe-design.ts';
import quizProbeMyths from './quiz-probe-myths.ts';
import quizQosEviction from './quiz-qos-eviction.ts';
import quizResources from './quiz-resources.ts';
import quizSchedulingMyths from './quiz-scheduling-myths.ts';
import quizSpotTheErrors from './quiz-spot-the-errors.ts';
import quizTaints from './quiz-taints.ts';
import quizTermination from './quiz-termination.ts';
import quizWhoDoesWhat from './quiz-who-does-what.ts';
import readinessNotLiveness from './readiness-not-liveness.ts';
import realRedisPort from './real-redis-port.ts';
import recoverBeforeRestart from './recover-before-restart.ts';
import scaleOutWeb from './scale-out-web.ts';
import seedYamlRepair from './seed-yaml-repair.ts';
import serviceFindsPods from './service-finds-pods.ts';
import shareAVolume from './share-a-volume.ts';
import shellAndVariables from './shell-and-variables.ts';
import splitHealthEndpoints from './split-health-endpoints.ts';
import spreadZones from './spread-zones.ts';
import startupBudget from './startup-budget.ts';
import surviveNodePressure from './survive-node-pressure.ts';
import twoServersOnePod from './two-servers-one-pod.ts';
import unitsRight from './units-right.ts';

/** Every exercise's grader by the exercise's id. */
export const graders: Readonly<Record<string, Grader>> = {
  'anti-affinity-rollout': antiAffinityRollout,
  'capstone-production-web': capstoneProductionWeb,
  'command-or-args': commandOrArgs,
  'dedicated-pool': dedicatedPool,
  'diag-config-error': diagConfigError,
  'diag-crashloop-exit-zero': diagCrashloopExitZero,
  'diag-idle-but-full': diagIdleButFull,
  'diag-nodename-bypass': diagNodenameBypass,
  'diag-pending-mixed': diagPendingMixed,
  'diag-port-clash': diagPortClash,
  'diag-readiness-gate': diagReadinessGate,
  'diag-restart-storm': diagRestartStorm,
  'diag-silent-quota': diagSilentQuota,
  'diag-terminal-tour': diagTerminalTour,
  'diag-three-137s': diagThree137s,
  'diag-unknown-port': diagUnknownPort,
  'env-are-strings': envAreStrings,
  'exec-probe-exit-code': execProbeExitCode,
  'fast-failover': fastFailover,
  'gpu-node-selector': gpuNodeSelector,
  'graceful-shutdown': gracefulShutdown,
  'http-probe-target': httpProbeTarget,
  'incident-db-cascade': incidentDbCascade,
  'incident-friday-deploy': incidentFridayDeploy,
  'incident-greedy-job': incidentGreedyJob,
  'incident-priority-cascade': incidentPriorityCascade,
  'init-then-app': initThenApp,
  'job-once-only': jobOnceOnly,
  'limitrange-and-quota': limitrangeAndQuota,
  'make-it-guaranteed': makeItGuaranteed,
  'mount-without-hiding': mountWithoutHiding,
  'native-sidecar-job': nativeSidecarJob,
  'near-the-cache': nearTheCache,
  'node-affinity-and': nodeAffinityAnd,
  'oom-headroom': oomHeadroom,
  playground,
  'pod-from-scratch': podFromScratch,
  'predict-apply-or-reject': predictApplyOrReject,
  'predict-backoff-restarts': predictBackoffRestarts,
  'predict-delete-timeline': predictDeleteTimeline,
  'predict-eviction-order': predictEvictionOrder,
  'predict-http-codes': predictHttpCodes,
  'predict-image-change': predictImageChange,
  'predict-node-choice': predictNodeChoice,
  'predict-phase-table': predictPhaseTable,
  'predict-preemption': predictPreemption,
  'predict-probe-effects': predictProbeEffects,
  'predict-probe-kill-time': predictProbeKillTime,
  'predict-qos': predictQos,
  'predict-taint-effects': predictTaintEffects,
  'predict-what-is-shared': predictWhatIsShared,
  'prestop-budget': prestopBudget,
  'probe-timeouts': probeTimeouts,
  'quiz-multi-container': quizMultiContainer,
  'quiz-phases': quizPhases,
  'quiz-pod-myths': quizPodMyths,
  'quiz-probe-design': quizProbeDesign,
  'quiz-probe-myths': quizProbeMyths,
  'quiz-qos-eviction': quizQosEviction,
  'quiz-resources': quizResources,
  'quiz-scheduling-myths': quizSchedulingMyths,
  'quiz-spot-the-errors': quizSpotTheErrors,
  'quiz-taints': quizTaints,
  'quiz-termination': quizTermination,
  'quiz-who-does-what': quizWhoDoesWhat,
  'readiness-not-liveness': readinessNotLiveness,
  'real-redis-port': realRedisPort,
  'recover-before-restart': recoverBeforeRestart,
  'scale-out-web': scaleOutWeb,
  'seed-yaml-repair': seedYamlRepair,
  'service-finds-pods': serviceFindsPods,
  'share-a-volume': shareAVolume,
  'shell-and-variables': shellAndVariables,
  'split-health-endpoints': splitHealthEndpoints,
  'spread-zones': spreadZones,
  'startup-budget': startupBudget,
  'survive-node-pressure': surviveNodePressure,
  'two-servers-one-pod': twoServersOnePod,
  'units-right': unitsRight,
};
