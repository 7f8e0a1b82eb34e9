import { goQuote } from '../../../go-quote.ts';
import { goUnquote } from '../../../go-unquote.ts';

interface Problem {
  readonly problem: string;
}

/** A number or a character as it is written: 5, 0x1F, 017, 1_000, 1.5e3, 'a'. @source Go text/template/parse/node.go newNumber */
export function numberOf(text: string): number | Problem {
  if (text.startsWith("'")) {
    const only = [...(goUnquote(text.slice(1, -1), "'") ?? '')];
    return only.length === 1 ? (only[0]?.codePointAt(0) ?? 0) : { problem: `malformed character constant: ${text}` };
  }
  const digits = text.replaceAll('_', '').replace(/^([-+]?)0(?=\d+$)/, '$10o');
  const value = Number(digits.replace(/^[-+]/, '')) * (digits.startsWith('-') ? -1 : 1);
  return Number.isNaN(value) ? { problem: `illegal number syntax: ${goQuote(text)}` } : value;
}

/** A text in quotes or back quotes. */
export function textOf(text: string): string | Problem {
  const inner = text.slice(1, -1);
  return text.startsWith('`') ? inner : (goUnquote(inner, '"') ?? { problem: 'invalid syntax' });
}
