import type { ExerciseFeedback } from '../course/exercise.ts';
import { told } from '../course/feedback.ts';
import { fill } from '../i18n/fill.ts';
import type { Language } from '../i18n/languages.ts';
import { results } from '../i18n/results.ts';
import { workspace } from '../i18n/workspace.ts';
import type { CheckResult, State, Verdict } from '../sandbox/client.ts';
import { Explained } from './Explained.tsx';
import { Glyph, Icon } from './Icon.tsx';
import { secondOfMoment } from './moment-of-interest.ts';
import { Prose } from './Prose.tsx';
import { variantSentence } from './variant-sentence.ts';
import type { Place } from './workspace-signals.ts';

interface Props {
  readonly language: Language;
  readonly feedback: ExerciseFeedback;
  /** Variant id → its name. */
  readonly variants: Readonly<Record<string, string>>;
  readonly verdict: Verdict | undefined;
  /** Each check is a question. */
  readonly asks?: boolean;
  readonly moment: { readonly variant: string; readonly at: number };
  /** Check → what of the YAML it is about. */
  readonly places?: Readonly<Record<string, Place>>;
  readonly onMoment: (check: CheckResult) => void;
  readonly onPlace?: (place: Place) => void;
  /** Opens a cluster, to watch it. */
  readonly onVariant?: (variant: string) => void;
}

const MARK: Record<State, 'run' | 'fail' | 'skip'> = { passed: 'run', failed: 'fail', 'not-reached': 'skip' };
const PIP: Record<State, 'pass' | 'fail' | 'skip'> = { passed: 'pass', failed: 'fail', 'not-reached': 'skip' };
const GLYPH = { passed: 'ready', failed: 'failed', 'not-reached': 'not-reached' } as const;
const PIP_PATH: Record<State, string> = {
  passed: 'M1.5 6l3 3 6-7',
  failed: 'M2 2l8 8M10 2l-8 8',
  'not-reached': 'M2 6h8',
};

/** What is checked, before and after a submission, in the same place. */
export function CheckList({ language, feedback, variants, verdict, places = {}, ...watching }: Props) {
  const t = workspace[language];
  const r = results[language];
  const ids = Object.keys(variants);
  const resultOf = new Map(verdict?.checks.map((c) => [c.id, c]));
  const heading = ids.length > 1 ? fill(r.eachOn, { n: ids.length }) : r.eachOnOne;
  return (
    <section aria-label={r.checks}>
      <div class="check-list-head">
        <h2>{r.checks}</h2>
        <span class="end">
          {ids.length > 0 && <span>{verdict && ids.length > 1 ? t.cluster : heading}</span>}
          {verdict && ids.length > 1 && (
            <span class="pip-head" aria-hidden="true">
              {ids.map((id, i) => (
                <i key={id}>{i + 1}</i>
              ))}
            </span>
          )}
        </span>
      </div>
      <ul class="check-list">
        {Object.entries(feedback).map(([id, texts]) => {
          const result = resultOf.get(id);
          return (
            <li key={id} class="check" data-check={id} data-r={result ? MARK[result.state] : undefined}>
              <div class="check-row">
                <Glyph name={result ? GLYPH[result.state] : 'to-do'} />
                <span>
                  <Prose text={texts.title[language]} />{' '}
                  <span class="visually-hidden">
                    {result
                      ? { passed: r.passed, failed: r.failed, 'not-reached': r.notReached }[result.state]
                      : r.notChecked}
                  </span>
                </span>
                {result && ids.length > 1 && (
                  <span class="pips" aria-hidden="true">
                    {ids.map((variant) => (
                      <Pip key={variant} state={result.variants[variant]} />
                    ))}
                  </span>
                )}
              </div>
              {result?.state === 'failed' && (
                <Detail
                  {...{ language, texts, result, variants }}
                  {...watching}
                  place={places[id]}
                  runs={verdict?.pictures}
                />
              )}
              {result?.state === 'not-reached' && <div class="check-detail muted">{r.notReached}</div>}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Pip({ state }: { readonly state: State | undefined }) {
  return (
    <span class="pip" data-r={state ? PIP[state] : undefined}>
      {state && (
        <svg viewBox="0 0 12 12">
          <path d={PIP_PATH[state]} />
        </svg>
      )}
    </span>
  );
}

interface DetailProps extends Omit<Props, 'feedback' | 'verdict' | 'places'> {
  readonly place: Place | undefined;
  readonly texts: ExerciseFeedback[string];
  readonly result: CheckResult;
  readonly runs: Verdict['pictures'] | undefined;
}

function Detail({ language, texts, result, runs, variants, asks, ...watching }: DetailProps) {
  const { moment, place, onMoment, onPlace, onVariant } = watching;
  const t = workspace[language];
  const r = results[language];
  const { expected, got, why, look } = told(texts, result.facts, language);
  const { code } = result.facts; // what the check `applies` met, where it is explained
  const ranNothing = result.id === 'applies'; // what the API server refused cannot be watched
  const states = Object.entries(result.variants);
  const failing = states.filter(([, state]) => state === 'failed').map(([id]) => id);
  const names = Object.keys(variants);
  const which = result.moment?.variant ?? failing[0] ?? names[0]!;
  const second = result.moment && secondOfMoment(runs?.[which], result.moment);
  const sentence = variantSentence(result.variants, variants, language);
  return (
    <div class="check-detail">
      {sentence && <span class="variant">{sentence}</span>}
      <dl class="egw">
        <dt>{r.expected}</dt>
        <dd>
          <Prose text={expected} />
        </dd>
        <dt>{r.got}</dt>
        <dd class="got">
          <Prose text={asks && result.facts['got'] === '–' ? r.notAnswered : got} />
          {typeof code === 'string' && <Explained {...{ language, code }} />}
        </dd>
        <dt>{r.why}</dt>
        <dd>
          <Prose text={why} />
        </dd>
        <dt>{r.look}</dt>
        <dd>
          <Prose text={look} />
        </dd>
      </dl>
      <div class="moments">
        {second !== undefined && (
          <button
            type="button"
            class="moment"
            aria-pressed={moment.variant === which && moment.at === second}
            onClick={() => onMoment(result)}
          >
            <Icon name="target" />
            {r.moment}
            <span class="num">
              {[
                fill(t.momentAt, { t: second.toFixed(1) }),
                ...(names.length > 1 ? [fill(t.clusterNumber, { n: names.indexOf(which) + 1 })] : []),
              ].join(', ')}
            </span>
          </button>
        )}
        {place && onPlace && (
          <button type="button" class="moment" onClick={() => onPlace(place)}>
            {fill(t.goToLine, { n: place.line })}
          </button>
        )}
        {failing
          .filter((id) => onVariant && names.length > 1 && !ranNothing && !(result.moment && id === which))
          .map((id) => (
            <button
              key={id}
              type="button"
              class="moment"
              aria-pressed={moment.variant === id}
              title={variants[id]}
              onClick={() => onVariant?.(id)}
            >
              {fill(r.watchCluster, { n: names.indexOf(id) + 1 })}
            </button>
          ))}
      </div>
      {result.cause && (
        <details class="causes">
          <summary>{r.causes}</summary>
          <ol>
            {result.cause.map((line, i) => (
              <li key={i}>
                <code>{line}</code>
              </li>
            ))}
          </ol>
        </details>
      )}
    </div>
  );
}
