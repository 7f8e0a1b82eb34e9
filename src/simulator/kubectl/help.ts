import type { CommandRow } from './command-row.ts';
import { groupHelp } from './group-help.ts';
import type { Flag } from './flags.ts';
import { notSimulated } from './commands/not-simulated.ts';

/**
 * What `--help` shows here: kubectl's own words of what holds other commands, and of every other which flags it takes.
 * Upstream's prose and examples of those are not carried over.
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
  const name = named.join(' ');
  const holds = Object.entries(below ?? {})
    .filter(([, { run }]) => run !== notSimulated)
    .map(([command]) => `  ${command}\n`);
  const options = flags.map(optionText).sort();
  return (
    (holds.length > 0 ? `Available Commands:\n${holds.join('')}\n` : '') +
    (options.length > 0 ? `Options:\n${options.join('')}\n` : '') +
    `Usage:\n  ${name} ${named.length > 1 ? '[flags] ' : ''}[options]\n` +
    (holds.length > 0 ? `\nUse "${name} <command> --help" for more information about a given command.\n` : '')
  );
}

/** @example `    -o, --output string` */
export function optionText({ name, short, type }: Flag): string {
  const value = type === 'bool' ? '' : ` ${type}`;
  return `    ${short === undefined ? '' : `-${short}, `}--${name}${value}\n`;
}
