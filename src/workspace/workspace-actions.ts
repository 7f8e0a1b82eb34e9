/** What can be done in the workspace: its panes call it. */
import type { CheckResult, Completion } from '../sandbox/client.ts';
import type { Work } from './draft.ts';
import type { FieldPath } from './field-place.ts';
import type { Place } from './workspace-signals.ts';

export interface WorkspaceActions {
  /** Takes up the draft that is kept. After the first drawing, which must be as the page was built. */
  restore(): void;
  /** Begins: the shown cluster runs what is there. Call once, in a browser. */
  begin(): Promise<void>;
  /** Listens to other tabs. @returns how to stop */
  watch(): () => void;
  edit(yaml: string): void;
  answer(question: string, value: string): void;
  type(command: string, stdin?: string): Promise<void>;
  /** Ctrl-C: ends the line that goes on. */
  interrupt(): Promise<void>;
  wait(seconds: number): Promise<void>;
  submit(): Promise<void>;
  cancel(): void;
  /** A new simulator, with what is written and typed. */
  restart(): Promise<void>;
  showHint(): void;
  showMoment(check: CheckResult): void;
  /** Lights a field's line; the focus stays. */
  showField(field: FieldPath): Promise<void>;
  /** The caret came to a line, or the editor lost the focus. */
  caretAt(line: number | undefined): Promise<void>;
  /** Moves the caret there. */
  goTo(place: Place): void;
  /** Runs the reference solution on all clusters, unless that was done. */
  runReference(yaml: string): Promise<void>;
  /** What may stand at a place of the YAML, and the field there. */
  complete(yaml: string, offset: number): Promise<Completion | undefined>;
  /** What is written now, for a link. */
  work(): Work;
  /** Offers another's work; one's own stays. */
  offer(work: Work): void;
  /** Takes what is offered; one's own can be brought back. */
  takeOffered(): Promise<void>;
  /** The submission with its verdict, to be graded again. */
  handIn(): string;
  /** Back to the starter, or to the cluster as it was; hints and submissions stay, the work can be brought back. */
  reset(): Promise<void>;
  /** Brings back what was `before`, and keeps what is there now in its place. */
  undo(): Promise<void>;
}
