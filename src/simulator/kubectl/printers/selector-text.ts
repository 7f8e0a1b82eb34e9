import type { LabelSelector } from '../../api/schema/kinds.ts';

/** Labels as tables and descriptions show them: sorted, "a=b,c=d", or `<none>`. */
export function labelsText(labels: Readonly<Record<string, string>> | undefined): string {
  const all = Object.entries(labels ?? {}).map(([key, value]) => `${key}=${value}`);
  return all.length === 0 ? '<none>' : all.sort().join(',');
}

/**
 * @example selectorText({ matchLabels: { app: 'web' } }) → "app=web"
 * @source kubernetes/kubernetes staging/src/k8s.io/apimachinery/pkg/apis/meta/v1/helpers.go FormatLabelSelector
 */
export function selectorText(selector: LabelSelector | undefined): string {
  if (!selector) return '<none>';
  const requirements: { readonly key: string; readonly text: string }[] = Object.entries(
    selector.matchLabels ?? {},
  ).map(([key, value]) => ({ key, text: `${key}=${value}` }));
  for (const { key, operator, values = [] } of selector.matchExpressions ?? []) {
    const list = [...values].sort().join(',');
    const text =
      operator === 'In'
        ? `${key} in (${list})`
        : operator === 'NotIn'
          ? `${key} notin (${list})`
          : operator === 'Exists'
            ? key
            : `!${key}`;
    requirements.push({ key, text });
  }
  if (requirements.length === 0) return '<none>';
  return requirements
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map((r) => r.text)
    .join(',');
}
