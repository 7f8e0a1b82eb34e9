#!/usr/bin/env node
/** The command inside-the-pod: grades from a terminal what the page grades in the browser, in the same guest. */
import { grade } from './grade.ts';
import { newExercise } from './new-exercise.ts';
import { regrade } from './regrade.ts';

const USAGE = `usage: inside-the-pod grade <exercise> <file> [--json] [--verdict] [--lang en|ko]
  <file>     a manifest (.yaml), a terminal session (.session) or answers (.answers); - reads standard input
  --json     prints the report as one JSON object
  --verdict  prints the verdict as the sandbox gave it
exit: 0 passed, 1 failed, 2 could not be graded

usage: inside-the-pod regrade <folder> [--out file] [--csv file] [--threads n] [--shares n [--share i]]
  <folder>   hand-ins as the page downloads them (*.json), in folders of any depth
  --out      where the lines go, one JSON object a hand-in; standard output unless said
  --csv      a table of them for a spreadsheet
  --shares   grade only one of n equal shares: the i-th from 0, or $JOB_COMPLETION_INDEX
exit: 0 every hand-in was graded, 1 some could not be

usage: inside-the-pod new <exercise> --lesson <lesson> [--type manifest|predict|diagnose|quiz]
  makes exercises/<exercise>/ and its grader, which fail their tests until they are filled in`;

const COMMANDS: Readonly<Record<string, (args: string[], usage: string) => number | Promise<number>>> = {
  grade,
  regrade,
  new: newExercise,
};

const [command, ...rest] = process.argv.slice(2);
try {
  const run = Object.hasOwn(COMMANDS, command ?? '') ? COMMANDS[command!] : undefined;
  if (!run)
    throw new Error(
      command === undefined || command === '--help' ? USAGE : `There is no command ${command}.\n${USAGE}`,
    );
  process.exitCode = await run(rest, USAGE);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
