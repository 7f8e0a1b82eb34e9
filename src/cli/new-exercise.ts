import { cpSync, existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { modules } from '../course/modules.ts';

/** Where exercises and graders are kept. */
export interface Checkout {
  readonly exercises: URL;
  readonly graders: URL;
}

const HERE: Checkout = {
  exercises: new URL('../../exercises/', import.meta.url),
  graders: new URL('../../graders/', import.meta.url),
};
const TEMPLATES = new URL('new-exercise/', import.meta.url);

/**
 * Makes an exercise's folder and its grader from a template, and enters the grader in the table. The suite fails until
 * every "FILL IN" has gone and the start no longer passes.
 * @returns the exit code 0. Throws an Error whose message says what to do
 */
export function newExercise(args: string[], usage: string, to: Checkout = HERE): number {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { type: { type: 'string', default: 'manifest' }, lesson: { type: 'string' } },
  });
  const [id] = positionals;
  const { lesson } = values;
  if (id === undefined || positionals.length > 1 || lesson === undefined) throw new Error(usage);
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(id))
    throw new Error(`${id} is no name for an exercise: two words or more of small letters and digits, joined by "-"`);
  const types = readdirSync(TEMPLATES);
  if (!types.includes(values.type)) throw new Error(`--type wants one of ${types.join(', ')}, not ${values.type}`);
  if (!modules.some(({ lessons }) => lessons.some((each) => each.id === lesson)))
    throw new Error(`there is no lesson ${lesson} in src/course/modules.ts`);
  const folder = new URL(`${id}/`, to.exercises);
  const grader = new URL(`${id}.ts`, to.graders);
  if (existsSync(folder) || existsSync(grader)) throw new Error(`there is an exercise ${id} already`);

  cpSync(new URL(`${values.type}/`, TEMPLATES), folder, { recursive: true });
  renameSync(new URL('grader.ts.txt', folder), grader);
  const about = new URL('exercise.yaml', folder);
  writeFileSync(about, readFileSync(about, 'utf8').replace('LESSON', lesson));
  const table = new URL('index.ts', to.graders);
  writeFileSync(table, entered(readFileSync(table, 'utf8'), id));
  console.log(
    `exercises/${id}/ and graders/${id}.ts are there. What is left to do: npx vitest run tests/exercises -t ${id}`,
  );
  return 0;
}

/** The graders' table with one more row, in order. */
export function entered(table: string, id: string): string {
  const name = id.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  const key = name === id ? id : `'${id}': ${name}`;
  return sorted(
    sorted(table, /^import \w+ from '\.\/.*$/, `import ${name} from './${id}.ts';`),
    /^ {2}['\w].*,$/,
    `  ${key},`,
  );
}

/** The text with a line put among those like it, by alphabet of what they name. */
function sorted(text: string, like: RegExp, line: string): string {
  const lines = text.split('\n');
  const named = (of: string): string =>
    of
      .replace(/^import \w+ from '\.\//, '')
      .replaceAll(/[' ]/g, '')
      .split(/[:,.]/)[0] ?? '';
  const places = lines.flatMap((found, i) => (like.test(found) ? [i] : []));
  const at = places.find((i) => named(lines[i]!) > named(line)) ?? (places.at(-1) ?? lines.length - 1) + 1;
  return lines.toSpliced(at, 0, line).join('\n');
}
