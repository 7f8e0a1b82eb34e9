import type { PaneName } from './workspace-signals.ts';
import type { WorkspaceState } from './workspace-state.ts';

/** Ids of the panes' elements: what a tab controls, and where links lead. */
export const PANE_IDS: Readonly<Record<PaneName, string>> = { task: 'task', yaml: 'editor', cluster: 'cluster' };

/** A pane is a named region beside the others, or the panel of its tab. */
export const paneAttributes = (
  state: WorkspaceState,
  pane: PaneName,
  label: string,
): {
  readonly id: string;
  readonly role?: 'tabpanel';
  readonly 'aria-labelledby'?: string;
  readonly 'aria-label'?: string;
} => ({
  id: PANE_IDS[pane],
  ...(state.narrow.value ? { role: 'tabpanel', 'aria-labelledby': `tab-${pane}` } : { 'aria-label': label }),
});
