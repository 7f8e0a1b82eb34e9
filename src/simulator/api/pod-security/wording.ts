/**
 * The words that the checks' details are made of.
 * @source kubernetes/kubernetes staging/src/k8s.io/pod-security-admission/policy/helpers.go joinQuote, pluralize
 */
export const quoted = (items: readonly string[]): string => items.map((item) => `"${item}"`).join(', ');
/** In order, each once. */
export const distinct = (items: readonly string[]): string[] => [...new Set(items)].sort();
export const plural = (one: string, many: string, count: number): string => (count === 1 ? one : many);
/** @example containersText(['a', 'b']) → 'containers "a", "b"' */
export const containersText = (names: readonly string[]): string =>
  `${plural('container', 'containers', names.length)} ${quoted(names)}`;

/** The pod itself and its containers, whichever are meant. */
export const setters = (isPodBad: boolean, names: readonly string[]): string =>
  [...(isPodBad ? ['pod'] : []), ...(names.length > 0 ? [containersText(names)] : [])].join(' and ');
