/** How two runs of the same cluster differ, as a learner would say it: what happened first in one only, and how each ended. */
import { momentsOf, type Moment } from '../figures/moments.ts';
import type { Picture, PodPicture } from '../figures/picture.ts';
import { fill } from '../i18n/fill.ts';
import type { FigureWords } from '../i18n/figures.ts';
import type { Seconds } from '../simulator/index.ts';

/** The same thing this much earlier or later is no difference: the cluster's own workings take as long. */
const ALIKE: Seconds = 0.5;

/** The earliest thing that one run has and the other has not, or has at another time. */
export type FirstDifference =
  | {
      readonly kind: 'only';
      readonly run: 'yours' | 'reference';
      readonly moment: Moment;
      /** What the other run alone has next. */
      readonly instead?: Moment;
    }
  | { readonly kind: 'other-time'; readonly moment: Moment; readonly yours: Seconds; readonly reference: Seconds };

/** What is compared at a glance. */
export interface Outcome {
  /** When the Pod first was Ready. */
  readonly ready?: Seconds;
  readonly restarts: number;
  /** kubectl's STATUS column at the end, or until the Pod was gone. */
  readonly status: string;
  readonly deleted?: Seconds;
  readonly node?: string;
}

export interface RunDifferences {
  /** The two Pods that differ first. */
  readonly yours: PodPicture | undefined;
  readonly reference: PodPicture | undefined;
  /** How many Pods each run has. */
  readonly pods: { readonly yours: number; readonly reference: number };
  readonly first: FirstDifference | undefined;
}

export function differencesOf(yours: Picture | undefined, reference: Picture, words: FigureWords): RunDifferences {
  const [mine, theirs] = [podsOf(yours), podsOf(reference)];
  const compared = pairs(mine, theirs).map(([a, b]) => ({
    yours: a,
    reference: b,
    first: firstDifference(a ? named(a, words) : [], b ? named(b, words) : []),
  }));
  const earliest = compared.reduce<(typeof compared)[number] | undefined>(
    (best, pair) => (!best || at(pair.first) < at(best.first) ? pair : best),
    undefined,
  );
  return {
    yours: earliest?.yours,
    reference: earliest?.reference,
    first: earliest?.first,
    pods: { yours: mine.length, reference: theirs.length },
  };
}

export function outcomeOf(pod: PodPicture): Outcome {
  const ready = pod.ready.find(({ look }) => look === 'True');
  return {
    ...(ready ? { ready: ready.from } : {}),
    restarts: pod.containers.reduce((sum, { restarts }) => sum + restarts.length, 0),
    status: pod.status.at(-1)?.look ?? '',
    ...(pod.deleted === undefined ? {} : { deleted: pod.deleted }),
    ...(pod.node === undefined ? {} : { node: pod.node }),
  };
}

/** The second of a difference. */
export const momentOf = (first: FirstDifference): Seconds =>
  first.kind === 'only' ? first.moment.at : Math.min(first.yours, first.reference);

const at = (first: FirstDifference | undefined): Seconds => (first ? momentOf(first) : Infinity);

const podsOf = (picture: Picture | undefined): readonly PodPicture[] => picture?.pods.filter(({ mine }) => mine) ?? [];

/** Pods of one name belong together; of those with made-up names, the first and the first, and so on. */
function pairs(
  yours: readonly PodPicture[],
  reference: readonly PodPicture[],
): (readonly [PodPicture | undefined, PodPicture | undefined])[] {
  const has = (pods: readonly PodPicture[], { name }: PodPicture): boolean => pods.some((pod) => pod.name === name);
  const alone = yours.filter((pod) => !has(reference, pod));
  const left = reference.filter((pod) => !has(yours, pod));
  return [
    ...yours
      .filter((pod) => has(reference, pod))
      .map((pod) => [pod, reference.find((r) => r.name === pod.name)] as const),
    ...Array.from({ length: Math.max(alone.length, left.length) }, (_, i) => [alone[i], left[i]] as const),
  ];
}

interface Named {
  readonly moment: Moment;
  /** Who did what, whatever the Pod and its containers are called. */
  readonly key: string;
}

function named(pod: PodPicture, words: FigureWords): Named[] {
  // A container may be called as its Pod is: what only a Pod does tells which is meant.
  const ofPod = [words.atCreated, words.atDeleted, fill(words.atBound, { node: pod.node ?? '' })];
  return momentsOf(pod, words).map((moment) => {
    const lane = pod.containers.findIndex(({ container }) => container === moment.who);
    return { moment, key: `${ofPod.includes(moment.what) ? 'pod' : lane} ${moment.what}` };
  });
}

function firstDifference(yours: readonly Named[], reference: readonly Named[]): FirstDifference | undefined {
  const onlyYours = unmatched(yours, reference);
  const onlyReference = unmatched(reference, yours);
  const [a, b] = [onlyYours[0], onlyReference[0]];
  if (!a && !b) return undefined;
  const run = a && (!b || a.moment.at <= b.moment.at) ? 'yours' : 'reference';
  const first = (run === 'yours' ? a : b)!;
  const again = (run === 'yours' ? onlyReference : onlyYours).find(({ key }) => key === first.key);
  const instead = run === 'yours' ? b : a;
  if (!again) return { kind: 'only', run, moment: first.moment, ...(instead ? { instead: instead.moment } : {}) };
  const times = [first.moment.at, again.moment.at] as const;
  return {
    kind: 'other-time',
    moment: first.moment,
    yours: times[run === 'yours' ? 0 : 1],
    reference: times[run === 'yours' ? 1 : 0],
  };
}

/** What of one run has no counterpart in the other; each counterpart counts once. */
function unmatched(these: readonly Named[], those: readonly Named[]): Named[] {
  const left = [...those];
  return these.filter(({ key, moment }) => {
    const i = left.findIndex((other) => other.key === key && Math.abs(other.moment.at - moment.at) <= ALIKE);
    if (i >= 0) left.splice(i, 1);
    return i < 0;
  });
}
