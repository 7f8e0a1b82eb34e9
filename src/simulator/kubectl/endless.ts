import { shellWords } from './shell-words.ts';

const COMMANDS: ReadonlySet<string> = new Set(['get', 'logs', 'events', 'attach', 'port-forward', 'proxy', 'run']);

/**
 * Whether a line goes on until somebody presses Ctrl-C, or something outside it ends: `watch`, `get -w`, `logs -f`, `attach`.
 * @example isEndless('kubectl get pods -w') → true · isEndless('kubectl get pods') → false
 */
export function isEndless(line: string): boolean {
  const split = shellWords(line);
  if (!split.ok) return false;
  const words = split.words.filter((word, i) => i > 0 || (word !== 'kubectl' && word !== 'k'));
  const dashes = words.indexOf('--');
  const own = dashes < 0 ? words : words.slice(0, dashes);
  if (own.includes('--help') || own.includes('-h')) return false;
  const [first = ''] = own;
  if (first === 'watch') return own.length > 1;
  const command = own.find((word) => COMMANDS.has(word));
  switch (command) {
    case 'get':
    case 'events':
      return own.some((word) => /^-\w*w$/.test(word) || /^--(watch|watch-only)(=true)?$/.test(word));
    case 'logs':
      return own.some((word) => /^-\w*f$/.test(word) || /^--follow(=true)?$/.test(word));
    case 'attach':
      return true;
    case undefined:
    default:
      return false;
  }
}
