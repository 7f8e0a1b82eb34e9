import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { languages } from '../i18n/languages.ts';
import { lesson } from './lesson.ts';
import { modules } from './modules.ts';

const content = join(import.meta.dirname, '../../content');
const written = globSync('*/*/*.mdx', { cwd: content }).map((path) => path.split('/'));
const ids = [...new Set(written.map(([, module, file]) => `${module}/${file}`))].sort();
const text = (language: string, id: string): string => readFileSync(join(content, language, id), 'utf8');
/** What a lesson shows besides its words: headings, components, and every figure read from a run. */
const bones = (source: string): string[] => source.match(/^## |<[A-Z]\w+|run\.[\w.[\]]+|^\|---|```\w*/gm) ?? [];

describe.each(ids)('%s', (id) => {
  test('is written in every language, with the same parts in the same order', () => {
    const [english = '', ...others] = languages.map((language) => text(language, id));
    for (const other of others) expect(bones(other).toSorted()).toEqual(bones(english).toSorted());
    for (const other of others)
      expect(bones(other).filter((bone) => /^(## |<)/.test(bone))).toEqual(
        bones(english).filter((bone) => /^(## |<)/.test(bone)),
      );
  });

  test('has a front matter that fits, with as many outcomes in each language', () => {
    const fronts = languages.map((language) => lesson.parse(parse(text(language, id).split('---\n')[1] ?? '')));
    expect(new Set(fronts.map(({ outcomes }) => outcomes.length)).size).toBe(1);
  });

  test('is in the plan, under its module', () => {
    const [module, file] = id.split('/');
    expect(modules.find((each) => each.id === module)?.lessons.map((each) => `${each.id}.mdx`)).toContain(file);
  });
});
