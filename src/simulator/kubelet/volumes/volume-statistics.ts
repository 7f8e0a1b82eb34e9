import type { Clock, Millis } from '../../clock.ts';
import { sizeOfTree, type DirectoryNode, type FileNode } from '../../runtime/filesystem.ts';
import { lastPoint } from '../timing.ts';

/**
 * How often the kubelet measures volumes, and where in a minute. (Each Pod's measurements are one to two periods apart
 * upstream; here they are one.)
 * @source kubernetes/kubernetes pkg/kubelet/apis/config/v1beta1/defaults.go VolumeStatsAggPeriod
 */
const PERIOD: Millis = 60_000;
const PHASE: Millis = 30_000;

/**
 * What a Pod's emptyDirs on disk hold as the kubelet knows it: measured in the background, never for who asks. Nothing is
 * known of a Pod before the first measurement.
 * @source kubernetes/kubernetes pkg/kubelet/server/stats/fs_resource_analyzer.go, volume_stat_calculator.go
 */
export class VolumeStatistics {
  readonly #clock: Clock;
  #measuredAt: Millis;
  #sizes: ReadonlyMap<string, number> = new Map();

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#measuredAt = clock.now;
  }

  /** Bytes by volume. Who asks more rarely than once a minute is told what is there now. */
  sizes(volumes: Iterable<readonly [name: string, root: DirectoryNode | FileNode]>): ReadonlyMap<string, number> {
    const due = lastPoint(this.#clock.now, PERIOD, PHASE);
    if (due > this.#measuredAt) {
      this.#measuredAt = due;
      this.#sizes = new Map([...volumes].map(([name, root]) => [name, sizeOfTree(root)]));
    }
    return this.#sizes;
  }
}
