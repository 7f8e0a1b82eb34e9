/** Makes a board that was drawn when the site was built answer to presses. */
import { h, hydrate } from 'preact';
import { packingWords } from '../i18n/packing.ts';
import { PackingBoard, type PackingBoardProps } from './packing-board.tsx';

export function hydratePacking(board: HTMLElement): void {
  const { ways, bins } = JSON.parse(board.dataset['packing'] ?? '{}') as Pick<PackingBoardProps, 'ways' | 'bins'>;
  const words = packingWords[board.dataset['language'] === 'ko' ? 'ko' : 'en'];
  hydrate(h(PackingBoard, { ways, bins, words }), board);
}
