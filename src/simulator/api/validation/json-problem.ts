/**
 * What Go says of a text that is not a JSON object, undefined where it is one. The first character that cannot stand
 * where it stands is named by the place it stands in as far as that is a value's beginning; the text's end is another.
 * @source Go encoding/json scanner.go
 */
export function jsonObjectProblem(text: string): string | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const first = text.trimStart().charAt(0);
    return first === '' || '{["tfn-0123456789'.includes(first)
      ? 'unexpected end of JSON input'
      : `invalid character '${first}' looking for beginning of value`;
  }
  if (typeof value === 'object' && !Array.isArray(value)) return undefined;
  const word = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;
  return `json: cannot unmarshal ${word} into Go value of type map[string]interface {}`;
}
