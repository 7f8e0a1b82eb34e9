import type { JsonObject } from '../../api/json.ts';
import type { Command } from '../command.ts';
import { flagValue, isOn } from '../line.ts';
import { halfIndented, prettyJson } from '../printers/json-text.ts';
import { yamlText } from '../printers/yaml-text.ts';

/** Of a build only what is the same for everybody. */
const BUILD = { major: '1', minor: '36', gitVersion: 'v1.36.3', platform: 'linux/amd64' };

/** What client and server say they are. The version of kustomize is the one built into kubectl v1.36. */
export const version: Command = function* ({ line, out, err }) {
  const output = flagValue(line, 'output') ?? '';
  if (line.args.length > 0 || !['', 'yaml', 'json'].includes(output)) {
    const extra =
      line.args.length > 0 ? `extra arguments: [${line.args.join(' ')}]` : "--output must be 'yaml' or 'json'";
    err(`error: ${extra}\n`);
    return 1;
  }
  const client = isOn(line, 'client');
  if (output !== '') {
    const versions: JsonObject = {
      clientVersion: BUILD,
      kustomizeVersion: 'v5.8.1',
      ...(client ? {} : { serverVersion: BUILD }),
    };
    out(output === 'json' ? halfIndented(prettyJson(versions, 'as they come')) : `${yamlText(versions)}\n`);
    return 0;
  }
  out('Client Version: v1.36.3\nKustomize Version: v5.8.1\n');
  if (!client) out('Server Version: v1.36.3\n');
  return 0;
};
