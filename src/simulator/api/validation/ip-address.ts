/** @returns the family of an IP address; undefined where a text is none. Leading zeros are let through, as by ParseIPSloppy. */
export function ipFamily(text: string): 4 | 6 | undefined {
  if (isV4(text)) return 4;
  return isV6(text) ? 6 : undefined;
}

function isV4(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^\d{1,16}$/.test(part) && Number(part) <= 255);
}

function isV6(text: string): boolean {
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1);
  const embedded = last?.includes('.') === true;
  if (embedded && !isV4(last)) return false;
  const plain = embedded ? groups.slice(0, -1) : groups;
  if (!plain.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return false;
  const size = plain.length + (embedded ? 2 : 0);
  return halves.length === 2 ? size < 8 : size === 8;
}
