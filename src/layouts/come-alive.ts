/** What scripts bring to life in the course's pages. Each part looks for its own elements and leaves a page without them alone; together they are one small file. */
import { dismissTerms } from '../components/dismiss-terms.ts';
import { linkManifests } from '../components/link-manifests.ts';
import { offerToContinue } from '../components/continue-link.ts';
import { turnUse } from '../components/eviction-board.ts';
import { turnLabels } from '../components/label-board.ts';
import { markProgress } from '../components/progress-marks.ts';
import { offerProgress } from '../components/progress-note.ts';
import { askQuizzes } from '../components/quiz.ts';
import { followReading } from '../components/reading-position.ts';
import { offerChoices } from '../figures/choices.ts';
import { turnKnobs } from '../figures/knobs.ts';
import { scrubTimelines } from '../figures/scrub.ts';

export function comeAlive(): void {
  followReading();
  scrubTimelines();
  turnKnobs();
  offerChoices();
  turnLabels();
  turnUse();
  askQuizzes();
  dismissTerms();
  void linkManifests();
  try {
    markProgress(localStorage);
    offerProgress(localStorage);
    offerToContinue(localStorage);
  } catch {
    // a browser may refuse even to name its storage; then nothing is marked
  }
}
