import { row, type CommandRow } from '../../command-row.ts';
import { setEnv, setEnvFlags } from './env.ts';
import { setFlags, setImage } from './image.ts';
import { setResources, setResourcesFlags } from './resources.ts';

/** What stands behind `kubectl set`. */
export const setRows: Readonly<Record<string, CommandRow>> = {
  image: row(setImage, setFlags),
  env: row(setEnv, setEnvFlags),
  resources: row(setResources, setResourcesFlags),
};
