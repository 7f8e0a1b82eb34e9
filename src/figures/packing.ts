/** Pods that are put on nodes by their CPU requests: what is free, what fits, what is left over. Milli-CPU throughout. */
export interface Piece {
  readonly name: string;
  readonly cpu: number;
}

export interface Bin {
  readonly name: string;
  readonly cpu: number;
}

/** Piece → the node it is on; a piece that is not in it waits. */
export type Placement = Readonly<Record<string, string>>;

export interface Packing {
  readonly pieces: readonly Piece[];
  readonly bins: readonly Bin[];
  readonly placement: Placement;
}

export const on = ({ pieces, placement }: Packing, bin: Bin): Piece[] =>
  pieces.filter(({ name }) => placement[name] === bin.name);

export const waiting = ({ pieces, placement }: Packing): Piece[] => pieces.filter(({ name }) => !(name in placement));

export const freeOf = (packing: Packing, bin: Bin): number =>
  on(packing, bin).reduce((free, { cpu }) => free - cpu, bin.cpu);

/** A Pod goes where all of it goes: room on two nodes is no room. */
export const fits = (packing: Packing, piece: Piece, bin: Bin): boolean => piece.cpu <= freeOf(packing, bin);

/** Rooms that are too small for everything that waits, and what they add up to. */
export function holesOf(packing: Packing): { readonly count: number; readonly cpu: number } {
  const left = waiting(packing);
  const holes = packing.bins.filter(
    (bin) => freeOf(packing, bin) > 0 && !left.some((piece) => fits(packing, piece, bin)),
  );
  return { count: holes.length, cpu: holes.reduce((sum, bin) => sum + freeOf(packing, bin), 0) };
}
