/** Every field that the course writes can be explained in the terminal. */
import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { definitionOf } from '../../src/simulator/api/schema/definitions.ts';
import { findResource } from '../../src/simulator/api/resources.ts';
import { documentsOf } from '../../src/simulator/kubectl/documents.ts';
import { describedAs } from '../../src/simulator/kubectl/field-descriptions.ts';

/** Manifests of exercises, and what lessons show between fences. */
function* manifests(): Generator<string> {
  for (const file of globSync('exercises/**/*.yaml')) yield readFileSync(file, 'utf8');
  for (const file of globSync('content/**/*.{mdx,yaml}')) {
    const text = readFileSync(file, 'utf8');
    if (file.endsWith('.yaml')) yield text;
    for (const [, fenced = ''] of text.matchAll(/```ya?ml[^\n]*\n([\s\S]*?)```/g)) yield fenced;
  }
}

function collect(value: unknown, definition: string, used: Set<string>): void {
  const fields = definitionOf(definition);
  if (!fields || typeof value !== 'object' || value === null || Array.isArray(value)) return;
  for (const [name, inner] of Object.entries(value as Record<string, unknown>)) {
    const type = fields[name]?.type;
    if (type === undefined) continue; // exercises show mistakes too
    used.add(`${definition}.${name}`);
    const bare = type.replace(/^(\[\]|\{\})+/, '');
    if (!bare.startsWith('#')) continue;
    const items: readonly unknown[] = Array.isArray(inner)
      ? inner
      : type.startsWith('{}')
        ? Object.values(inner ?? {})
        : [inner];
    for (const item of items) collect(item, bare.slice(1), used);
  }
}

test('each field that lessons and exercises name has words of ours', () => {
  const used = new Set<string>();
  for (const text of manifests())
    for (const document of documentsOf(text)) {
      if ('problem' in document) continue;
      const object = document.value as { readonly apiVersion?: unknown; readonly kind?: unknown } | null | undefined;
      const resource = findResource(String(object?.apiVersion), String(object?.kind));
      if (resource) collect(object, resource.definition, used);
    }
  expect(used.size).toBeGreaterThan(200);
  expect([...used].filter((field) => describedAs(field) === undefined).sort()).toEqual([]);
});
