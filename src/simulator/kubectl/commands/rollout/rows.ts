import { row, type CommandRow } from '../../command-row.ts';
import { changeFlags, pause, restart, resume, undo, undoFlags } from './change.ts';
import { history, historyFlags } from './history.ts';
import { status, statusFlags } from './status.ts';

/** The commands below `kubectl rollout`. */
export const rolloutRows: Readonly<Record<string, CommandRow>> = {
  history: row(history, historyFlags),
  pause: row(pause, changeFlags),
  resume: row(resume, changeFlags),
  undo: row(undo, undoFlags),
  status: row(status, statusFlags),
  restart: row(restart, changeFlags),
};
