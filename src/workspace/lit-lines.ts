import type { ExerciseFeedback } from '../course/exercise.ts';
import { pointed } from '../course/feedback.ts';
import type { Verdict } from '../sandbox/client.ts';
import type { FieldPath } from './field-place.ts';
import type { WorkspaceSignals } from './workspace-signals.ts';

/** The line of the YAML that a moment is about. What finds places is loaded when one is first asked for. */
export interface LitLines {
  /** Finds what of the YAML each failed check is about, and lights the first. */
  find(verdict: Verdict): Promise<void>;
  showCheck(id: string): void;
  showField(field: FieldPath): Promise<void>;
  /** Marks the lane of the probe that is declared there. */
  caretAt(line: number | undefined): Promise<void>;
  clear(): void;
}

/** @param feedback - the checks' texts, and the fields that they name */
export function createLitLines(
  { yaml, lit, places, probe }: WorkspaceSignals,
  feedback: ExerciseFeedback = {},
): LitLines {
  return {
    async find({ checks }) {
      const text = yaml.value;
      const failed = checks.filter(({ state }) => state === 'failed');
      const { placeOfCheck } = await import('./check-place.ts');
      if (text !== yaml.value) return;
      const found = failed.flatMap((check) => {
        const texts = feedback[check.id];
        const place = placeOfCheck(check, text, texts && pointed(texts, check.facts));
        return place ? [[check.id, place] as const] : [];
      });
      places.value = Object.fromEntries(found);
      lit.value = places.value[failed[0]?.id ?? ''];
    },
    showCheck(id) {
      const place = places.value[id];
      lit.value = place && { ...place }; // again, where the learner scrolled away
    },
    async showField(field) {
      const { readManifest } = await import('./field-place.ts');
      lit.value = readManifest(yaml.value).place(field);
    },
    async caretAt(line) {
      if (line === undefined) return void (probe.value = undefined);
      const { probeAt } = await import('./probe-at.ts');
      const found = probeAt(yaml.value, line);
      const { value: marked } = probe;
      if (found?.container !== marked?.container || found?.probe !== marked?.probe) probe.value = found;
    },
    clear() {
      lit.value = undefined;
      places.value = {};
    },
  };
}
