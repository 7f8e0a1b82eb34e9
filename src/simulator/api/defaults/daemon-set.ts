import type { JsonObject } from '../json.ts';
import { fill, within } from './fill.ts';
import { defaultPodTemplate } from './pod.ts';

/** @source kubernetes/kubernetes pkg/apis/apps/v1/defaults.go SetDefaults_DaemonSet */
export const defaultDaemonSet = (daemonSet: JsonObject): JsonObject =>
  within(daemonSet, 'spec', (spec) =>
    within(
      within(fill(spec, { revisionHistoryLimit: 10 }), 'updateStrategy', (strategy) => {
        const filled = fill(strategy, { type: 'RollingUpdate' });
        if (filled['type'] !== 'RollingUpdate' && filled['rollingUpdate'] === undefined) return filled;
        // the internal type has numbers where nothing was said
        if (filled['type'] !== 'RollingUpdate')
          return within(filled, 'rollingUpdate', (rolling) => fill(rolling, { maxUnavailable: 0, maxSurge: 0 }));
        return within(filled, 'rollingUpdate', (rolling) => fill(rolling, { maxUnavailable: 1, maxSurge: 0 }));
      }),
      'template',
      defaultPodTemplate,
    ),
  );
