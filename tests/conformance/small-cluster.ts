import { createApiServer } from '../../src/simulator/api/create-server.ts';
import { bootstrapObjects } from '../../src/simulator/bootstrap.ts';
import { Clock } from '../../src/simulator/clock.ts';
import { History } from '../../src/simulator/history.ts';
import type { ClusterAccess } from '../../src/simulator/kubectl/command.ts';
import { Random } from '../../src/simulator/random.ts';
import { Store } from '../../src/simulator/store.ts';

/** An API server with what every cluster has at first, and nothing else that runs. */
export function smallCluster(): ClusterAccess {
  const clock = new Clock();
  const history = new History('dropped');
  const store = new Store(clock, history);
  const random = new Random(1);
  for (const object of bootstrapObjects({ clock, random }))
    store.create(object, { actor: 'test', reason: 'every cluster has it' });
  return { clock, history, store, random, api: createApiServer({ clock, random, store }), node: () => undefined };
}
