/** The budgets of pages and of the guest, in gzip; looked at once the site is built. */
import { scriptFiles, styleFiles } from './tests/bench/page-scripts.ts';

const LESSON = 'en/probes/probe-timing';
const EXERCISE = 'en/exercises/command-or-args';

export default [
  { name: 'lesson page: HTML', path: `dist/${LESSON}/index.html`, limit: '16 kB', gzip: true },
  { name: 'lesson page: CSS', path: styleFiles(LESSON), limit: '14 kB', gzip: true },
  { name: 'lesson page: script before a figure is touched', path: scriptFiles(LESSON), limit: '6 kB', gzip: true },
  { name: 'exercise page: script before the first keystroke', path: scriptFiles(EXERCISE), limit: '40 kB', gzip: true },
  { name: 'guest bundle', path: 'build/guest.js', limit: '505 kB', gzip: true },
];
