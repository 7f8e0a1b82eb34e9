/** A path's last name, without the slashes behind it; '/' for the root. */
export const lastName = (path: string): string =>
  path
    .replace(/(.)\/+$/, '$1')
    .split('/')
    .at(-1) || (path === '' ? '' : '/');

/** A name in a directory. @example inside('/tmp/', 'a') → /tmp/a */
export const inside = (directory: string, name: string): string => `${directory.replace(/\/+$/, '')}/${name}`;
