/** The square with a tick. On its own, since every page's script needs this one shape only. */
export const completedGlyph =
  '<rect class="g-done" x="1" y="1" width="12" height="12" rx="3"/><path class="g-tick" d="M4 7.3l2 2 4-4.4"/>';
