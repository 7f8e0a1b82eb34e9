/** The public face of the simulator: all that the rest of the house may know of it. */
export type { Container, Kind, KindOf, KubeObject, Node, Pod } from './api/schema/kinds.ts';
export type { Millis, Seconds } from './clock.ts';
export { Cluster, type ClusterOptions, type CommandResult, type OutsideReply } from './cluster.ts';
export type {
  Cause,
  ContainerEntry,
  HistoryEntry,
  ProbeEntry,
  ProbeKind,
  ProbeResult,
  ScheduleEntry,
  WriteEntry,
} from './history.ts';
export { History } from './history.ts';
export type { NodeSpec } from './node.ts';
export { RuntimeLimit } from './runtime/runtime-limit.ts';
export { podSummary, type PodSummary } from './kubectl/printers/pod-row.ts';
export { notSimulatedRows, placesOfRow } from './not-simulated.ts';
export { milliOf, valueOf } from './quantity.ts';
export { qosClass } from './pod/qos.ts';
export { podRequests, resourcesOf } from './pod/requests.ts';
export { rank as rankForEviction } from './kubelet/eviction/ranking.ts';
export { findImage } from './runtime/images/catalogue.ts';
export { countsOf, type ClientCounters } from './runtime/images/cluster-wide.ts';
export { timestamp } from './timestamp.ts';
export { filterPlugins } from './scheduler/plugins/plugins.ts';
export type { ScheduleTrace } from './scheduler/trace.ts';
export { completeLine } from './completion/line-completion.ts';
export { completeManifest } from './completion/manifest-completion.ts';
export type { Completion, CompletionItem } from './completion/completion.ts';
export { isEndless } from './kubectl/endless.ts';
export { locateNotes } from './kubectl/locate-notes.ts';
export { locateProblems, type LocatedProblem } from './kubectl/locate-problems.ts';
export { composeDocument } from './yaml/compose.ts';
