/** Nodes are rectangles, Pods are capsules, yours has the blue edge: a cluster at one moment. */
import type { FigureWords } from '../i18n/figures.ts';
import { fill } from '../i18n/fill.ts';
import type { Seconds } from '../simulator/index.ts';
import { lookAt, nodeOf, nodesAt, podsAt, readyAt, restartsAt, spanAt } from './at-time.ts';
import type { NodePicture, Picture, PodPicture } from './picture.ts';
import { stateGlyphs, type StateGlyphName } from './state-glyphs.ts';

export interface ClusterViewProps {
  readonly picture: Picture;
  readonly at: Seconds;
  readonly words: FigureWords;
}

/** Labels that every node has, or that its name says already. */
const EVERYWHERE = new Set(['kubernetes.io/hostname', 'kubernetes.io/os', 'kubernetes.io/arch']);
const GIBIBYTE = 1024 ** 3;

export function ClusterView({ picture, at, words }: ClusterViewProps) {
  const pods = podsAt(picture, at);
  const pending = pods.filter((pod) => nodeOf(pod, at) === undefined);
  /** Whether the scheduler has looked at one of them and found no node. */
  const refused = picture.scheduling.some(
    (attempt) => attempt.at <= at && attempt.message !== undefined && pending.some((pod) => pod.key === attempt.pod),
  );
  return (
    <ul class="cluster-view">
      {nodesAt(picture, at).map((node) => (
        <NodeBox
          key={node.name}
          node={node}
          pods={pods.filter((pod) => nodeOf(pod, at) === node.name)}
          at={at}
          words={words}
        />
      ))}
      {pending.length > 0 && (
        <li class="pending-tray">
          <ul>
            {pending.map((pod) => (
              <PodBox key={pod.key} pod={pod} at={at} words={words} />
            ))}
          </ul>
          {refused && <span>{words.pendingTray}</span>}
        </li>
      )}
    </ul>
  );
}

function NodeBox({
  node,
  pods,
  at,
  words,
}: {
  readonly node: NodePicture;
  readonly pods: readonly PodPicture[];
  readonly at: Seconds;
  readonly words: FigureWords;
}) {
  const sum = (which: 'cpu' | 'memory', mine: boolean): number =>
    pods.filter((pod) => pod.mine === mine).reduce((total, { requests }) => total + requests[which], 0);
  const labels = Object.entries(node.labels).filter(([key]) => !EVERYWHERE.has(key));
  return (
    <li
      class="node-box"
      data-cordoned={node.cordoned || undefined}
      data-quiet={pods.length === 0 || undefined}
      aria-label={`${words.node} ${node.name}`}
    >
      <header>
        <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
          <rect x="2.2" y="3" width="11.6" height="4.2" rx="1" />
          <rect x="2.2" y="8.8" width="11.6" height="4.2" rx="1" />
        </svg>
        <span class="nb">{node.name}</span>
      </header>
      {(labels.length > 0 || node.taints.length > 0 || node.cordoned || !node.ready) && (
        <div class="labels">
          {labels.map(([key, value]) => (
            <span class="node-label" key={key}>{`${shortKey(key)}=${value}`}</span>
          ))}
          {node.taints.map((taint) => (
            <span class="node-label" data-kind="taint" key={taint}>
              {taint}
            </span>
          ))}
          {node.cordoned && (
            <span class="node-label" data-kind="cordon">
              {words.cordoned}
            </span>
          )}
          {!node.ready && (
            <span class="node-label" data-kind="taint">
              {words.notReady}
            </span>
          )}
        </div>
      )}
      <div>
        <Gauge
          name={words.cpu}
          others={sum('cpu', false)}
          mine={sum('cpu', true)}
          all={node.allocatable.cpu}
          text={(n) => String(short(n / 1000))}
        />
        <Gauge
          name={words.memory}
          others={sum('memory', false)}
          mine={sum('memory', true)}
          all={node.allocatable.memory}
          text={(n) => String(short(n / GIBIBYTE))}
          unit="Gi"
        />
      </div>
      <ul>
        {pods.map((pod) => (
          <PodBox key={pod.key} pod={pod} at={at} words={words} />
        ))}
      </ul>
    </li>
  );
}

function PodBox({ pod, at, words }: { readonly pod: PodPicture; readonly at: Seconds; readonly words: FigureWords }) {
  const { ready, of } = readyAt(pod, at);
  const status = spanAt(pod.status, at)?.look ?? 'Pending';
  return (
    <li class="pod-box" data-mine={pod.mine || undefined}>
      <div class="pn">
        {!pod.mine && <Glyph name={podGlyph(pod, at)} />}
        {pod.name}
        <span class="num">
          {ready}/{of}
        </span>
      </div>
      {!pod.mine && status !== 'Running' && <div class="ct">{status}</div>}
      {pod.mine &&
        pod.containers.map((lane) => {
          const span = spanAt(lane.spans, at);
          return (
            <div class="ct" key={lane.container}>
              <Glyph name={span?.look ?? 'waiting'} />
              <span>
                <b>{lane.container}</b>{' '}
                {span?.reason ?? (pod.containers.length === 1 ? status : words[span?.look ?? 'waiting'])}
              </span>
              <span class="rc">{counted(words, restartsAt(lane, at))}</span>
            </div>
          );
        })}
    </li>
  );
}

function Gauge({
  name,
  others,
  mine,
  all,
  text,
  unit = '',
}: {
  readonly name: string;
  readonly others: number;
  readonly mine: number;
  readonly all: number;
  readonly text: (n: number) => string;
  readonly unit?: string;
}) {
  const width = (n: number): number => Math.min(100, Math.round((1000 * n) / all) / 10);
  return (
    <div class="gauge">
      <span>{name}</span>
      <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
        <rect class="gauge-others" width={width(others)} height="6" />
        <rect class="gauge-mine" x={width(others)} width={Math.min(width(mine), 100 - width(others))} height="6" />
      </svg>
      <span>
        {text(others + mine)} / {text(all)} {unit}
      </span>
    </div>
  );
}

const counted = (words: FigureWords, n: number): string =>
  n === 1 ? words.restartCount : fill(words.restartsCount, { n });

export const Glyph = ({ name }: { readonly name: StateGlyphName }) => (
  <svg
    class="state-glyph"
    viewBox="0 0 14 14"
    aria-hidden="true"
    dangerouslySetInnerHTML={{ __html: stateGlyphs[name] }}
  />
);

/** A Pod's glyph is that of its least well container. */
function podGlyph({ containers }: PodPicture, at: Seconds): StateGlyphName {
  const looks = containers.filter(({ role }) => role !== 'init').map((lane) => lookAt(lane, at));
  return (
    (['failed', 'back-off', 'stopping', 'waiting', 'running', 'ready', 'completed'] as const).find((look) =>
      looks.includes(look),
    ) ?? 'waiting'
  );
}

const short = (n: number): number => Math.round(n * 100) / 100;
/** @example shortKey('topology.kubernetes.io/zone') → 'zone' */
const shortKey = (key: string): string => (key.includes('kubernetes.io/') ? key.slice(key.indexOf('/') + 1) : key);
