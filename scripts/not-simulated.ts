/** Writes docs/not-simulated.md from the simulator's table of what it does not act on. */
import { writeFileSync } from 'node:fs';
import { unsimulatedDocument } from '../src/course/unsimulated.ts';

writeFileSync(new URL('../docs/not-simulated.md', import.meta.url), unsimulatedDocument());
