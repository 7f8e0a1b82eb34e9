import { composeDocument, ConversionError } from './compose.ts';
import { YamlError } from './cursor.ts';

/** A key that stands in its map for a second time: the one that counts, and where it is written, in UTF-16 units. */
export interface DuplicateKey {
  /** As the API server's messages write it: spec.containers[0].image */
  readonly path: string;
  readonly from: number;
  readonly to: number;
}

/**
 * Keys of a text's first document that take the place of an earlier one. kubectl reads YAML so without a word.
 * @returns nothing where the text is no YAML
 * @source sigs.k8s.io/yaml yaml.go YAMLToJSON: not the strict reading
 */
export function duplicateKeys(text: string): readonly DuplicateKey[] {
  const found: DuplicateKey[] = [];
  const path = [''];
  const seen = [new Set<string>()];
  try {
    composeDocument(text, {
      enter(step, key) {
        const parent = path.at(-1) ?? '';
        const here = typeof step === 'number' ? `${parent}[${step}]` : parent === '' ? step : `${parent}.${step}`;
        if (typeof step === 'string' && key && step !== '<<') {
          if (seen.at(-1)?.has(step)) found.push({ path: here, from: key.offset, to: key.end });
          seen.at(-1)?.add(step);
        }
        path.push(here);
        seen.push(new Set());
      },
      leave() {
        path.pop();
        seen.pop();
      },
    });
  } catch (error) {
    if (error instanceof YamlError || error instanceof ConversionError) return [];
    throw error;
  }
  return found;
}
