/** A line that goes on for long fills a screen many times over: so much of its end is kept. */
const KEPT_LINES = 500;

/**
 * What stands on the screen of an output: `watch` begins a new screen (form feed) for each look.
 * @example onScreen('\fEvery 2.0s\n1\n\fEvery 2.0s\n2\n') → 'Every 2.0s\n2\n'
 */
export function onScreen(output: string): string {
  const screen = output.slice(output.lastIndexOf('\f') + 1);
  const lines = screen.split('\n');
  return lines.length <= KEPT_LINES + 1 ? screen : lines.slice(-KEPT_LINES - 1).join('\n');
}
