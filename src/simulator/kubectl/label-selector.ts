import type { Requirement } from '../selector.ts';

/** What `-l` says, or why it cannot be read. */
export type LabelSelectorText = { readonly requirements: readonly Requirement[] } | { readonly problem: string };

/**
 * Reads what stands behind `-l`: `app=web,tier!=db,env in (dev, test),!old,size>3`.
 * @source kubernetes/kubernetes staging/src/k8s.io/apimachinery/pkg/labels/selector.go Parse
 */
export function parseLabelSelector(text: string): LabelSelectorText {
  const tokens = tokenize(text);
  const requirements: Requirement[] = [];
  let at = 0;
  const refuse = (found: string | undefined, expected: string): { readonly problem: string } => ({
    problem: `unable to parse requirement: found '${found ?? ''}', expected: ${expected}`,
  });
  while (at < tokens.length) {
    const absent = tokens[at] === '!';
    if (absent) at++;
    const key = tokens[at++];
    if (key === undefined || isSign(key))
      return refuse(key, absent ? 'identifier' : "!, identifier, or 'end of string'");
    const sign = tokens[at];
    if (absent || sign === undefined || sign === ',')
      requirements.push({ key, operator: absent ? 'DoesNotExist' : 'Exists' });
    else if (sign === '=' || sign === '==' || sign === '!=' || sign === '>' || sign === '<') {
      const value = tokens[at + 1];
      const isEmpty = value === undefined || value === ',';
      if (!isEmpty && isSign(value)) return refuse(value, 'identifier');
      requirements.push({ key, operator: OPERATORS[sign] ?? 'In', values: [isEmpty ? '' : value] });
      at += isEmpty ? 1 : 2;
    } else if (sign === 'in' || sign === 'notin') {
      const close = tokens.indexOf(')', at);
      if (tokens[at + 1] !== '(') return refuse(tokens[at + 1], "'('");
      if (close < 0) return refuse('', "',' or ')'");
      const values = tokens.slice(at + 2, close).filter((t) => t !== ',');
      requirements.push({ key, operator: sign === 'in' ? 'In' : 'NotIn', values: values.length ? values : [''] });
      at = close + 1;
    } else return refuse(sign, 'in, notin, =, ==, !=, gt, lt');
    if (at < tokens.length && tokens[at] !== ',') return refuse(tokens[at], "',' or 'end of string'");
    at++;
  }
  return { requirements };
}

const OPERATORS: Readonly<Record<string, string>> = { '=': 'In', '==': 'In', '!=': 'NotIn', '>': 'Gt', '<': 'Lt' };
const isSign = (token: string): boolean => [',', '(', ')', '=', '==', '!=', '!', '>', '<'].includes(token);

function tokenize(text: string): string[] {
  const tokens: string[] = [];
  let word = '';
  const end = (): void => {
    if (word !== '') tokens.push(word);
    word = '';
  };
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i);
    if (c === ' ' || c === '\t') end();
    else if ('(),=!<>'.includes(c)) {
      end();
      const double = (c === '=' || c === '!') && text.charAt(i + 1) === '=';
      tokens.push(double ? `${c}=` : c);
      if (double) i++;
    } else word += c;
  }
  end();
  return tokens;
}
