#!/usr/bin/env node
/** The command inside-the-pod: grades from a terminal what the page grades in the browser, in the same guest. */
import { grade } from './grade.ts';
import { newExercise } from './new-exercise.ts';
import { printable } from './printable.ts';
import { regrade } from './regrade.ts';
import { reasonOf } from './system-error.ts';

const COMMANDS: Readonly<
  Record<string, { readonly usage: string; run(args: string[], usage: string): number | Promise<number> }>
> = {
  grade: {
    run: grade,
    usage: `usage: inside-the-pod grade <exercise> <file> [--json] [--verdict] [--lang en|ko]
  <file>     a manifest (.yaml), a terminal session (.session) or answers (.answers); - reads standard input
  --json     prints the report as one JSON object
  --verdict  prints the verdict as the sandbox gave it
exit: 0 passed, 1 failed, 2 could not be graded`,
  },
  regrade: {
    run: regrade,
    usage: `usage: inside-the-pod regrade <folder> [--out file] [--csv file] [--threads n] [--shares n [--share i]]
  <folder>   hand-ins as the page downloads them (*.json), in folders of any depth
  --out      where the lines go, one JSON object a hand-in; standard output unless said
  --csv      a table of them for a spreadsheet
  --shares   grade only one of n equal shares: the i-th from 0, or $JOB_COMPLETION_INDEX
exit: 0 every hand-in was graded, 1 some could not be, 2 the work could not be done, 130 Ctrl-C ended it`,
  },
  new: {
    run: newExercise,
    usage: `usage: inside-the-pod new <exercise> --lesson <lesson> [--type manifest|predict|diagnose|quiz]
  makes exercises/<exercise>/ and its grader, which fail their tests until they are filled in`,
  },
};
const USAGE = Object.values(COMMANDS)
  .map(({ usage }) => usage)
  .join('\n\n');

const [name = '', ...rest] = process.argv.slice(2);
const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
const asksHelp = (argument: string): boolean => argument === '--help' || argument === '-h';
try {
  if ([name, ...rest].some(asksHelp)) console.log(command?.usage ?? USAGE);
  else if (command) process.exitCode = await command.run(rest, command.usage);
  else throw new Error(name === '' ? USAGE : `There is no command ${name}.\n${USAGE}`);
} catch (error) {
  const { path } = error as NodeJS.ErrnoException;
  console.error(printable(`${path === undefined ? '' : `${path}: `}${reasonOf(error)}`));
  process.exitCode = 2;
}
