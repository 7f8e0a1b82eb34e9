import type { Task } from '../../task.ts';
import { directory, file, program } from '../filesystem.ts';
import type { Server } from '../network.ts';
import type { Process } from '../process.ts';
import { complain } from '../shell/output.ts';
import { create, nodeAt, remove } from '../system-calls.ts';
import { PATH, rootWith } from './base-files.ts';
import { busyboxBin } from './busybox.ts';
import { MEBIBYTE } from './course-image.ts';
import type { Image } from './image.ts';
import { age, nextOf, numberKnob, windowsKnob, within, type Window } from './knobs.ts';
import { serve } from './serve.ts';

const PORT = 5432;
const CHECKPOINT = 5;

/** A database: accepts on 5432; `db-ready` asks it. It recovers long where it was killed before. @source CURRICULUM 2.4 */
export const db: Image = {
  name: 'course/db:1.0',
  size: 84_000_000,
  entrypoint: ['/db'],
  cmd: [],
  env: { PATH },
  workingDir: '/',
  user: 0,
  stopSignal: 'SIGTERM',
  root() {
    const bin = busyboxBin();
    bin.entries.set('db-ready', program(dbReady));
    return rootWith([
      ['bin', bin],
      ['data', directory()],
      ['db', program(database)],
    ]);
  },
};

/** There while it runs: who finds it at the start was killed. On a volume it outlives the container. */
const LOCK = '/data/lock';

function* database(process: Process): Task<number> {
  process.memory = 200 * MEBIBYTE;
  process.cpu = 100;
  const killed = nodeAt(process, LOCK) !== undefined;
  if (!killed) create(process, LOCK, file(''));
  const start = numberKnob(process, 'START_SECONDS', 8) + (killed ? numberKnob(process, 'RECOVERY_SECONDS', 40) : 0);
  const code = yield* serve(process, {
    name: 'db',
    bind: '0.0.0.0',
    port: PORT,
    start,
    drain: CHECKPOINT,
    server: answers(process),
    down: () => windowsKnob(process, 'DOWN'),
  });
  remove(process, LOCK, 'file');
  return code;
}

/** While STALLed it accepts and does not answer. */
function answers(process: Process): Server {
  const stall = (): readonly Window[] => windowsKnob(process, 'STALL');
  return {
    tcp: (text) =>
      within(stall(), age(process)) ? 'hang' : { after: 5, text: text.trim() === 'ready' ? 'accepting\n' : 'ok\n' },
    changesAt: (now) =>
      nextOf(
        process,
        stall().flatMap(({ from, to }) => [from, to]),
        now,
      ),
  };
}

/** Exits 0 where the database of this Pod accepts. */
function* dbReady(process: Process): Task<number> {
  const connection = process.network.connect('127.0.0.1', PORT);
  const answer = connection.connected ? connection.server.tcp?.('ready') : undefined;
  return answer !== undefined && answer !== 'hang' ? 0 : yield* complain(process, 'db-ready', 'no response');
}
