import type { Json } from './api/json.ts';
import { composeDocument, ConversionError } from './yaml/compose.ts';
import { YamlError } from './yaml/cursor.ts';

export type ReadYaml =
  | { readonly ok: true; /** undefined for a text without a document. */ readonly value: Json | undefined }
  | {
      readonly ok: false;
      /** As go-yaml says it: "yaml: line 3: …". */ readonly problem: string;
      /** Where it was noticed. */ readonly offset: number;
      /** The stable name under which it is explained. */ readonly code?: string | undefined;
    };

/** Larger texts are refused before they are read, in UTF-16 units. */
const MAX_LENGTH = 262_144;

/**
 * Reads a text's first document as kubectl does: YAML 1.1 as go-yaml v2 has it, turned into JSON.
 * @example readYaml('a: y') → { ok: true, value: { a: true } }
 * @source sigs.k8s.io/yaml yaml.go YAMLToJSON; sigs.k8s.io/yaml/goyaml.v2
 */
export function readYaml(text: string): ReadYaml {
  if (text.length > MAX_LENGTH)
    return {
      ok: false,
      problem: `yaml: the document is longer than ${MAX_LENGTH} characters, more than is read here`,
      offset: 0,
    };
  try {
    return { ok: true, value: composeDocument(text) };
  } catch (error) {
    if (error instanceof YamlError)
      return { ok: false, problem: `yaml: ${error.message}`, offset: error.offset, code: error.code };
    if (error instanceof ConversionError) return { ok: false, problem: error.message, offset: 0 };
    throw error;
  }
}
