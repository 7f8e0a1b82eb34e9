import { completedGlyph } from './completed-glyph.ts';

/** The shapes of the state language, in a box of 14: a state is a word, a shape, a pattern and a colour. */
export const stateGlyphs = {
  ready: '<circle class="g-run" cx="7" cy="7" r="6"/><path class="g-tick" d="M4 7.3l2 2 4-4.4"/>',
  running: '<circle class="g-run-o" cx="7" cy="7" r="5.4"/><circle class="g-run" cx="7" cy="7" r="2.3"/>',
  waiting: '<circle class="g-wait" cx="7" cy="7" r="5.4"/>',
  'back-off': '<path class="g-back" d="M1 2.5h3.2v9H1zM5.4 2.5h3.2v9H5.4zM9.8 2.5H13v9H9.8z"/>',
  stopping: '<path class="g-fail" d="M2.4 2.4l9.2 9.2"/>',
  failed: '<path class="g-fail" d="M2.4 2.4l9.2 9.2M11.6 2.4l-9.2 9.2"/>',
  completed: completedGlyph,
  passed: '<path class="g-pass" d="M1.8 7.6l3.6 3.6 6.8-8"/>',
  'to-do': '<circle class="g-todo" cx="7" cy="7" r="5.2"/>',
  'exercise-to-do': '<path class="g-todo" d="M7 1.6L12.4 7 7 12.4 1.6 7z"/>',
  'not-reached': '<path class="g-block" d="M2.5 7h9"/>',
  here: '<circle class="g-here-o" cx="7" cy="7" r="5.4"/><path class="g-here" d="M7 1.6a5.4 5.4 0 010 10.8z"/>',
} as const;
export type StateGlyphName = keyof typeof stateGlyphs;
