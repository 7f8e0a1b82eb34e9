/** A board on which Pods are put on nodes by hand. Drawn when the site is built, and taken over in the page by the first press. */
import { useState } from 'preact/hooks';
import { fill } from '../i18n/fill.ts';
import type { PackingWords } from '../i18n/packing.ts';
import { fits, freeOf, holesOf, on, waiting, type Bin, type Packing, type Piece, type Placement } from './packing.ts';

export interface Way {
  readonly id: 'joined' | 'split';
  readonly pieces: readonly Piece[];
  /** Where the scheduler puts them. */
  readonly scheduled: Placement;
}

export interface PackingBoardProps {
  readonly ways: readonly [Way, Way];
  readonly bins: readonly Bin[];
  readonly words: PackingWords;
}

export function PackingBoard({ ways, bins, words }: PackingBoardProps) {
  const [way, setWay] = useState(ways[0]);
  const [placement, setPlacement] = useState(way.scheduled);
  const [picked, setPicked] = useState<string>();
  const packing: Packing = { pieces: way.pieces, bins, placement };
  const left = waiting(packing);
  const next = left.find(({ name }) => name === picked) ?? left[0];
  const choose = (chosen: Way): void => {
    setWay(chosen);
    setPlacement({});
  };
  const put = (piece: Piece, bin: Bin): void => {
    if (fits(packing, piece, bin)) setPlacement({ ...placement, [piece.name]: bin.name });
  };
  return (
    <>
      <div class="knobs">
        <span class="knob">
          <span>{words.how}</span>
          <span class="segmented" role="group" aria-label={words.how}>
            {ways.map((each) => (
              <button
                key={each.id}
                type="button"
                data-press={each.id}
                aria-pressed={each === way ? 'true' : 'false'}
                onClick={() => choose(each)}
              >
                {words[each.id]}
              </button>
            ))}
          </span>
        </span>
        <button class="button" type="button" data-size="sm" data-press="empty" onClick={() => setPlacement({})}>
          {words.empty}
        </button>
        <button
          class="button"
          type="button"
          data-size="sm"
          data-press="scheduler"
          onClick={() => setPlacement(way.scheduled)}
        >
          {words.scheduler}
        </button>
      </div>
      <div class="packing-tray" role="group" aria-label={words.tray}>
        <span>{words.tray}</span>
        {left.length === 0 && <em>{words.none}</em>}
        {left.map((piece) => (
          <button
            key={piece.name}
            class="packing-piece"
            type="button"
            data-press={`pick ${piece.name}`}
            aria-pressed={piece === next ? 'true' : 'false'}
            onClick={() => setPicked(piece.name)}
          >
            {piece.name} <small>{piece.cpu}m</small>
          </button>
        ))}
      </div>
      <ul class="packing-nodes">
        {bins.map((bin) => (
          <Node key={bin.name} packing={packing} bin={bin} next={next} words={words} put={put} />
        ))}
      </ul>
      <div class="figure-foot">
        <p class="says" role="status">
          {fill(words.sum, { placed: way.pieces.length - left.length, all: way.pieces.length, ...holesOf(packing) })}
        </p>
      </div>
    </>
  );
}

interface NodeProps {
  readonly packing: Packing;
  readonly bin: Bin;
  readonly next: Piece | undefined;
  readonly words: PackingWords;
  readonly put: (piece: Piece, bin: Bin) => void;
}

const WIDTH = 400;
const HEIGHT = 40;

function Node({ packing, bin, next, words, put }: NodeProps) {
  const scale = WIDTH / bin.cpu;
  const placed = on(packing, bin);
  const free = freeOf(packing, bin);
  const room = next !== undefined && fits(packing, next, bin);
  const x = (i: number): number => placed.slice(0, i).reduce((sum, { cpu }) => sum + cpu, 0) * scale;
  return (
    <li>
      <b class="nb">{bin.name}</b>
      <svg class="tl packing-bar" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
        <rect class="packing-room" x="1" y="1" width={WIDTH - 2} height={HEIGHT - 2} rx="4" />
        {placed.map((piece, i) => (
          <g key={piece.name}>
            <rect class="packing-taken" x={x(i) + 2} y="3" width={piece.cpu * scale - 4} height={HEIGHT - 6} rx="3" />
            <text class="t-on-run" x={x(i) + 10} y="25">
              {piece.name}
            </text>
          </g>
        ))}
      </svg>
      <span class="packing-free">
        <span class="visually-hidden">{placed.map(({ name }) => name).join(', ')} </span>
        {fill(words.free, { cpu: free })}
      </span>
      {next && (
        <button
          class="button"
          type="button"
          data-size="sm"
          data-press={`put ${bin.name}`}
          aria-disabled={room ? 'false' : 'true'}
          aria-label={room ? fill(words.place, { piece: next.name, node: bin.name }) : `${bin.name}: ${words.full}`}
          onClick={() => put(next, bin)}
        >
          {room ? words.put : words.full}
        </button>
      )}
    </li>
  );
}
