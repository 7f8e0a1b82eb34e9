import type { Command } from '../command.ts';
import { isOn } from '../line.ts';

/** What client and server say they are. The version of kustomize is the one built into kubectl v1.36. */
export const version: Command = function* ({ line, out }) {
  out('Client Version: v1.36.3\nKustomize Version: v5.8.1\n');
  if (!isOn(line, 'client')) out('Server Version: v1.36.3\n');
  return 0;
};
