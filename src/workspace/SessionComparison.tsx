import { seconds } from '../figures/time-scale.ts';
import { fill } from '../i18n/fill.ts';
import type { Language } from '../i18n/languages.ts';
import { results } from '../i18n/results.ts';
import { workspace } from '../i18n/workspace.ts';
import { readSession } from '../course/session-file.ts';
import type { TypedLine } from './draft.ts';

interface Props {
  readonly language: Language;
  readonly typed: readonly TypedLine[];
  /** The reference session's file. */
  readonly solution: string;
}

/** The lines that the learner typed beside the reference's; what both typed is marked. */
export function SessionComparison({ language, typed, solution }: Props) {
  const t = results[language];
  const reference = readSession(solution);
  return (
    <section class="session-comparison" aria-label={t.linesSideBySide}>
      <b>{t.linesSideBySide}</b>
      <div class="sessions" tabIndex={0} role="group" aria-label={t.linesSideBySide}>
        <Lines {...{ language }} title={t.ofYours} lines={typed} others={reference.lines} />
        <Lines {...{ language }} title={t.ofReference} lines={reference.lines} others={typed} />
      </div>
      {Object.keys(reference.found ?? {}).length > 0 && (
        <pre class="solution" tabIndex={0}>
          <code>
            {Object.entries(reference.found ?? {})
              .map(([question, answer]) => `${question}: ${answer}`)
              .join('\n')}
          </code>
        </pre>
      )}
    </section>
  );
}

interface LinesProps {
  readonly language: Language;
  readonly title: string;
  readonly lines: readonly Line[];
  readonly others: readonly Line[];
}

type Line = Pick<TypedLine, 'at' | 'command'> & { readonly stdin?: string | undefined };

function Lines({ language, title, lines, others }: LinesProps) {
  const t = workspace[language];
  const r = results[language];
  const isInBoth = (line: Line): boolean => others.some((other) => sameLine(line, other));
  return (
    <div>
      <h3>{title}</h3>
      {lines.length === 0 && <p class="muted">{r.noLines}</p>}
      <ol>
        {lines.map((line, i) => (
          <li key={i} data-both={isInBoth(line) || undefined}>
            <span class="num">{fill(t.momentAt, { t: seconds(line.at) })}</span>
            <code>
              {line.command}
              {line.stdin && `\n${line.stdin.trimEnd()}`}
            </code>
            {isInBoth(line) && <span class="both">{r.alsoOther}</span>}
          </li>
        ))}
      </ol>
    </div>
  );
}

/** Spaces do not make another command. */
const sameLine = (a: Line, b: Line): boolean =>
  words(a.command) === words(b.command) && (a.stdin ?? '').trim() === (b.stdin ?? '').trim();

const words = (command: string): string => command.trim().replace(/ +/g, ' ');
