import { isAddress } from '../../cluster-network.ts';
import { sleep, type Task } from '../../../task.ts';
import { out, usage, type Applets, type Call } from '../applet.ts';

/** The cluster's name server. */
const SERVER = '10.96.0.10';

/** nslookup name. @source busybox 1.35 networking/nslookup.c */
function* nslookup(call: Call): Task<number> {
  const [name] = call.args.filter((arg) => !arg.startsWith('-'));
  if (name === undefined) return yield* usage(call);
  yield* out(call, `Server:\t\t${SERVER}\nAddress:\t${SERVER}:53\n\n`);
  yield sleep(2);
  const found = isAddress(name) ? undefined : call.process.network.resolve(name);
  if (!found) {
    yield* out(call, `** server can't find ${name}: NXDOMAIN\n\n`);
    return 1;
  }
  for (const address of found) yield* out(call, `Name:\t${name}\nAddress: ${address}\n`);
  yield* out(call, '\n');
  return 0;
}

export const naming: Applets = { nslookup };
