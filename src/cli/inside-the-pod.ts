#!/usr/bin/env node
/** The command inside-the-pod: grades from a terminal what the page grades in the browser, in the same guest. */
import { grade } from './grade.ts';

const USAGE = `usage: inside-the-pod grade <exercise> <file> [--json] [--verdict] [--lang en|ko]
  <file>     a manifest (.yaml), a terminal session (.session) or answers (.answers); - reads standard input
  --json     prints the report as one JSON object
  --verdict  prints the verdict as the sandbox gave it
exit: 0 passed, 1 failed, 2 could not be graded`;

const [command, ...rest] = process.argv.slice(2);
try {
  if (command !== 'grade')
    throw new Error(
      command === undefined || command === '--help' ? USAGE : `There is no command ${command}.\n${USAGE}`,
    );
  process.exitCode = await grade(rest, USAGE);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
