import { row, type CommandRow } from '../../command-row.ts';
import { notSimulated } from '../not-simulated.ts';
import { setEnv, setEnvFlags } from './env.ts';
import { setFlags, setImage } from './image.ts';
import { setResources, setResourcesFlags } from './resources.ts';
import { setSelector, setSelectorFlags } from './selector.ts';
import { setServiceAccount } from './service-account.ts';

/** What stands behind `kubectl set`. */
export const setRows: Readonly<Record<string, CommandRow>> = {
  image: row(setImage, setFlags, { records: true }),
  resources: row(setResources, setResourcesFlags, { records: true }),
  selector: row(setSelector, setSelectorFlags, { records: true }),
  subject: row(notSimulated),
  serviceaccount: row(setServiceAccount, setFlags, { aliases: ['sa'], records: true }),
  env: row(setEnv, setEnvFlags),
};
