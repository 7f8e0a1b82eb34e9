import type { PodPicture } from '../figures/picture.ts';
import { seconds } from '../figures/time-scale.ts';
import { fill } from '../i18n/fill.ts';
import { figures } from '../i18n/figures.ts';
import type { Language } from '../i18n/languages.ts';
import { results } from '../i18n/results.ts';
import { workspace } from '../i18n/workspace.ts';
import { Icon } from './Icon.tsx';
import { differencesOf, momentOf, outcomeOf, type FirstDifference, type RunDifferences } from './run-differences.ts';
import { RunStrip } from './RunStrip.tsx';
import type { WorkspaceState } from './workspace-state.ts';

interface Props {
  readonly language: Language;
  readonly state: WorkspaceState;
  /** Ids of the clusters; the comparison is of the one that is watched. */
  readonly variants: readonly string[];
}

/** What the learner's manifest and the reference do on the same cluster: what differs first, both strips, how each ended. */
export function RunComparison({ language, state, variants }: Props) {
  const t = workspace[language];
  const r = results[language];
  const { value: reference } = state.reference;
  const { value: variant } = state.variant;
  const n = variants.indexOf(variant) + 1;
  const theirs = reference.kind === 'run' ? reference.pictures[variant] : undefined;
  const yours = state.stale.value ? undefined : state.pictures.value[variant];
  const compared = theirs && differencesOf(yours, theirs, figures[language]);
  const until = Math.max(theirs?.until ?? 0, yours?.until ?? 0);
  const said = {
    'not-asked': '',
    running: r.solutionRunning,
    stopped: r.solutionStopped,
    run: compared?.first ? toldFirst(compared.first, language) : fill(r.alike, { t: seconds(until), n }),
  }[reference.kind];
  const { first } = compared ?? {};
  return (
    <section class="run-comparison" aria-label={r.whatDiffers}>
      <b>
        {r.whatDiffers}
        {variants.length > 1 && <span class="muted"> ({fill(t.clusterNumber, { n })})</span>}
      </b>
      <p role="status">{said}</p>
      {first && (
        <button
          type="button"
          class="moment"
          onClick={() => {
            state.moment.value = momentOf(first);
            state.tab.value = 'cluster';
          }}
        >
          <Icon name="target" />
          {r.moment}
          <span class="num">{fill(t.momentAt, { t: seconds(momentOf(first)) })}</span>
        </button>
      )}
      {compared && (
        <>
          <div class="before-after">
            <b>{r.ofYours}</b>
            <StripOf {...{ language, until }} pod={compared.yours} pods={compared.pods.yours} />
            <span>{r.ofReference}</span>
            <StripOf {...{ language, until }} pod={compared.reference} pods={compared.pods.reference} />
          </div>
          <Outcomes {...{ language, compared }} />
        </>
      )}
    </section>
  );
}

interface StripOfProps {
  readonly language: Language;
  readonly pod: PodPicture | undefined;
  /** How many there are in its run. */
  readonly pods: number;
  readonly until: number;
}

const StripOf = ({ language, pod, pods, until }: StripOfProps) =>
  pod ? (
    <RunStrip {...{ language, pod, until }} />
  ) : (
    <span>{pods === 0 ? results[language].notAccepted : results[language].noSuchPod}</span>
  );

/** What is compared at a glance: a row a question, marked where the answers differ. */
function Outcomes({ language, compared }: { readonly language: Language; readonly compared: RunDifferences }) {
  const t = results[language];
  const rows = [
    ...(compared.pods.yours !== compared.pods.reference
      ? [[t.podsRow, String(compared.pods.yours), String(compared.pods.reference)] as const]
      : []),
    ...(compared.yours?.node !== compared.reference?.node
      ? [[t.nodeRow, compared.yours?.node ?? '–', compared.reference?.node ?? '–'] as const]
      : []),
    ...toldOutcome(compared.yours, language).map(([label, value], i) => {
      const [, other] = toldOutcome(compared.reference, language)[i]!;
      return [label, value, other] as const;
    }),
  ];
  return (
    <table class="outcomes">
      <thead>
        <tr>
          <td />
          <th scope="col">{t.ofYours}</th>
          <th scope="col">{t.ofReference}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([label, value, other]) => (
          <tr key={label} data-differs={value !== other || undefined}>
            <th scope="row">
              {label}
              {value !== other && <span class="differs"> {t.differs}</span>}
            </th>
            <td>{value}</td>
            <td>{other}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function toldOutcome(pod: PodPicture | undefined, language: Language): (readonly [string, string])[] {
  const t = workspace[language];
  const r = results[language];
  const outcome = pod && outcomeOf(pod);
  const at = (time: number): string => fill(t.momentAt, { t: seconds(time) });
  const told = (value: string | undefined): string => (outcome ? (value ?? '–') : '–');
  return [
    [r.readyAt, told(outcome?.ready === undefined ? r.never : at(outcome.ready))],
    [r.restartsRow, told(String(outcome?.restarts))],
    [
      r.statusAtEnd,
      told(outcome?.deleted === undefined ? outcome?.status : fill(r.goneAt, { t: seconds(outcome.deleted) })),
    ],
  ];
}

function toldFirst(first: FirstDifference, language: Language): string {
  const t = results[language];
  const { who, what, at } = first.moment;
  if (first.kind === 'other-time')
    return fill(t.otherTime, { who, what, a: seconds(first.yours), b: seconds(first.reference) });
  const { run, instead } = first;
  const told = fill(run === 'yours' ? t.onlyYours : t.onlyReference, { t: seconds(at), who, what });
  if (!instead) return told;
  const other = run === 'yours' ? t.insteadReference : t.insteadYours;
  return `${told} ${fill(other, { t: seconds(instead.at), who: instead.who, what: instead.what })}`;
}
