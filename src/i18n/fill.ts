/**
 * Fills a text's placeholders.
 * @example fill('got {n} restarts', { n: 2 }) → 'got 2 restarts'; an unknown placeholder stays as it is written
 */
export const fill = (template: string, facts: Readonly<Record<string, string | number>>): string =>
  template.replaceAll(/\{([\w-]+)\}/g, (whole, name: string) => String(facts[name] ?? whole));
