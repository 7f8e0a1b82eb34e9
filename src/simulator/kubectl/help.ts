import type { CommandRow } from './command-row.ts';
import { groupHelp, shortHelp, USE_OPTIONS } from './group-help.ts';
import type { Flag } from './flags.ts';
import { notSimulated } from './commands/not-simulated.ts';
import { usageOf } from './usages.ts';

/**
 * What `--help` shows here: kubectl's own words of what holds other commands, and of every other what it does in a few words, which flags it takes and
 * how it is used. Upstream's prose and examples of those are not carried over.
 * @param path - the command's words; none for kubectl itself
 * @source spf13/cobra command.go (the headings)
 */
export function helpText(path: readonly string[], commands: Readonly<Record<string, CommandRow>>): string {
  const told = groupHelp(path.join(' '));
  if (told !== undefined) return told;
  let below: Readonly<Record<string, CommandRow>> | undefined = commands;
  let flags: readonly Flag[] = [];
  const named: string[] = ['kubectl'];
  for (const word of path) {
    const found: CommandRow | undefined = below && Object.hasOwn(below, word) ? below[word] : undefined;
    if (!found) break;
    named.push(word);
    flags = found.flags ?? [];
    below = found.below;
  }
  const own = named.slice(1).join(' ');
  const short = shortHelp(own);
  const holds = Object.entries(below ?? {})
    .filter(([, { run }]) => run !== notSimulated)
    .map(([command]) => `  ${command}\n`);
  const options = flags.map(optionText).sort();
  return (
    (short === undefined ? '' : `${short}.\n\n`) +
    (holds.length > 0 ? `Available Commands:\n${holds.join('')}\n` : '') +
    (options.length > 0 ? `Options:\n${options.join('')}\n` : '') +
    `Usage:\n  ${usageOf(own)}\n\n` +
    (holds.length > 0 ? `Use "kubectl ${own} <command> --help" for more information about a given command.\n` : '') +
    USE_OPTIONS
  );
}

/** @example `    -o, --output string` */
export function optionText({ name, short, type }: Flag): string {
  const value = type === 'bool' ? '' : ` ${type}`;
  return `    ${short === undefined ? '' : `-${short}, `}--${name}${value}\n`;
}
