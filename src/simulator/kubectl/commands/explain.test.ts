import { expect, test } from 'vitest';
import { Cluster } from '../../cluster.ts';

const cluster = new Cluster();
const said = (line: string): string => {
  const { stdout, stderr } = cluster.kubectl(line);
  return stdout + stderr;
};

test.each([
  [
    'pod.spec.restartPolicy',
    'FIELD: restartPolicy <string>\nENUM:\n    Always\n    Never\n    OnFailure\n\nDESCRIPTION:\n',
  ],
  ['pod.spec.containers', 'FIELD: containers <[]Container>\n\n\nDESCRIPTION:\n'],
  ['pod.status', '  phase\t<string>\n  enum: Failed, Pending, Running, Succeeded, ....\n'],
  ['pod.spec.volumes --recursive', '    type\t<string>\n    enum: "", BlockDevice, CharDevice, Directory, ....\n'],
  ['endpointslice --recursive', '  ports\t<[]EndpointPort>\n'],
  ['controllerrevision', '  data\t<RawExtension>\n'],
  ['pod..spec', 'error: invalid jsonpath syntax, first node must be field node\n'],
  ['pod,svc', "error: unrecognized character in action: U+002C ','\n"],
  ['pod.nosuch', 'error: field "nosuch" does not exist\n'],
])('explain %s', (target, text) => {
  expect(said(`kubectl explain ${target}`)).toContain(text);
});
