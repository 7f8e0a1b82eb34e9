import type { ScorePlugin } from '../framework.ts';

/**
 * Resource claims are not simulated: pods have none, and the plugin says what upstream's says then.
 * @source kubernetes/kubernetes pkg/scheduler/framework/plugins/dynamicresources/dynamicresources.go; recorded: every scored case
 */
export const dynamicResources: ScorePlugin & { readonly postFilterMessage: string } = {
  name: 'DynamicResources',
  weight: 2,
  preScore: () => ({ score: () => 0 }),
  postFilterMessage: 'no new claims to deallocate',
};
