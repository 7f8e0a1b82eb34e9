import { RuntimeLimit } from '../runtime-limit.ts';
import { compute, MOST_TEXT, type ExpansionContext } from './expansion.ts';
import type { Part, Word } from './syntax.ts';

/** Characters that make an unquoted result more than one field, or a pattern, whatever IFS is. */
const SPECIAL = /[^A-Za-z0-9/._+@%,=-]/;
/** In a script's own text these mean something. */
const ACTIVE = /[*?[~\\]/;

/**
 * The single field of a word that needs no waiting, no splitting and no file names: texts, plain parameters and arithmetic.
 * It says the same as expandWords, without a task: most words of most scripts are such.
 * @returns undefined for any other word
 */
export function quickField(shell: ExpansionContext, word: Word): string | undefined {
  const { parts } = word;
  const [only] = parts;
  if (parts.length === 1 && only?.type === 'text')
    return only.quoted || !ACTIVE.test(only.text) ? only.text : undefined;
  return quickText(shell, parts, 'field');
}

/** As `quickField`, where nothing would split anyway (assignments). */
export const quickValue = (shell: ExpansionContext, word: Word): string | undefined =>
  quickText(shell, word.parts, 'value');

function quickText(shell: ExpansionContext, parts: readonly Part[], as: 'field' | 'value'): string | undefined {
  let text = '';
  for (const part of parts) {
    switch (part.type) {
      case 'text':
        if (!part.quoted && (ACTIVE.test(part.text) || part.text === '')) return undefined;
        text += part.text;
        break;
      case 'parameter': {
        if (part.operation !== 'value' || part.name === '@' || part.name === '*') return undefined;
        const value = shell.lookUp(part.name);
        if (value === undefined && shell.unsetIsError) return undefined; // told where the message is made
        if (as === 'field' && !part.quoted && (!value || SPECIAL.test(value) || shell.splitsFields !== ' \t\n'))
          return undefined;
        text += value ?? '';
        if (text.length > MOST_TEXT) throw new RuntimeLimit('memory', MOST_TEXT);
        break;
      }
      case 'arithmetic': {
        // what has effects of its own must not be computed twice
        if (part !== parts[0] || parts.length > 1 || (as === 'field' && shell.splitsFields !== ' \t\n'))
          return undefined;
        const expression = quickText(shell, part.expression.parts, 'value');
        return expression === undefined ? undefined : String(compute(shell, expression));
      }
      case 'command':
      case 'process':
        return undefined;
    }
  }
  return text;
}
