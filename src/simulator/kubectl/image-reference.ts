/**
 * Whether a text names an image: registry, path, tag and digest in their forms.
 * @source distribution/reference regexp.go ReferenceRegexp
 */
export function isImageReference(text: string): boolean {
  const [name = '', digest, ...more] = text.split('@');
  if (
    more.length > 0 ||
    (digest !== undefined && !/^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}$/.test(digest))
  )
    return false;
  const parts = name.split('/');
  const [last = '', tag, ...rest] = (parts.pop() ?? '').split(':');
  if (rest.length > 0 || (tag !== undefined && !/^\w[\w.-]{0,127}$/.test(tag))) return false;
  const [first] = parts;
  const isDomain = first !== undefined && /^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\d+)?$/.test(first);
  const path = isDomain ? parts.slice(1) : parts;
  return [...path, last].every((part) => /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/.test(part.slice(0, 255)));
}
