/** Every small change of a terminal session: a line left out, or a change in what is handed in with it. */
import type { Submission } from '../../src/sandbox/protocol.ts';
import { mutantsOf } from './mutants.ts';

type Session = Extract<Submission, { kind: 'session' }>;

export function sessionMutantsOf(session: Session): { name: string; submission: Session }[] {
  const withLines = (name: string, lines: Session['lines']): { name: string; submission: Session } => ({
    name,
    submission: { ...session, lines },
  });
  return session.lines.flatMap((line, i) => {
    const others = (change: Partial<typeof line>): Session['lines'] => session.lines.with(i, { ...line, ...change });
    const patch = /^(.* (?:-p|--patch)[ =]')(\{.*\})('.*)$/s.exec(line.command);
    return [
      withLines(`${line.command}: not typed`, session.lines.toSpliced(i, 1)),
      ...mutantsOf(line.stdin ?? '').map(({ name, yaml }) =>
        withLines(`${line.command}: ${name}`, others({ stdin: yaml })),
      ),
      ...(patch
        ? mutantsOf(patch[2]!).map(({ name, json }) =>
            withLines(`patch: ${name}`, others({ command: `${patch[1]}${json}${patch[3]}` })),
          )
        : numbersOf(line.command).map((command) => withLines(`${line.command}: ${command}`, others({ command })))),
    ];
  });
}

/** The command with one number in it changed. */
const numbersOf = (command: string): string[] =>
  [...command.matchAll(/(?<=[=:])\d+/g)].flatMap(({ index, 0: digits }) =>
    [Number(digits) * 2, Number(digits) - 1].map(
      (n) => command.slice(0, index) + String(Math.max(0, n)) + command.slice(index + digits.length),
    ),
  );
