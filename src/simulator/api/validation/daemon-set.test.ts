import { expect, test } from 'vitest';
import { changed, errorsOf, workload } from './errors-of.fixture.ts';

const daemonSet = workload('DaemonSet');
const at = 'spec.updateStrategy';

test.each([
  [at, { type: 'OnDelete' }, []],
  [
    at,
    { type: 'x' },
    [`${at}: Unsupported value: {"Type":"x","RollingUpdate":null}: supported values: "RollingUpdate", "OnDelete"`],
  ],
  [
    at,
    { rollingUpdate: { maxUnavailable: 0 } },
    [`${at}.rollingUpdate.maxUnavailable: Required value: cannot be 0 when maxSurge is 0`],
  ],
  [
    at,
    { rollingUpdate: { maxSurge: 1 } },
    [`${at}.rollingUpdate.maxSurge: Invalid value: 1: may not be set when maxUnavailable is non-zero`],
  ],
  [at, { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }, []],
  ['spec.selector', {}, ['spec.selector: Invalid value: {}: empty selector is invalid for daemonset']],
])('%s %j', (path, value, errors) => expect(errorsOf(changed(daemonSet, path, value))).toEqual(errors));
