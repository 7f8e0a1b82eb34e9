import type { Command } from './command.ts';
import type { CommandShape } from './command-line.ts';
import { describe, describeFlags } from './commands/describe.ts';
import { create, createFlags } from './commands/create.ts';
import { get, getFlags } from './commands/get.ts';
import { notSimulated } from './commands/not-simulated.ts';
import { version } from './commands/version.ts';
import { flags } from './flags.ts';

export interface CommandRow extends CommandShape {
  readonly run: Command;
  readonly below?: Readonly<Record<string, CommandRow>>;
}

/** A command: what runs it, and the flags it takes beside the global ones. */
function row(run: Command, own = '', more: Pick<CommandRow, 'below' | 'aliases'> = {}): CommandRow {
  return { run, flags: own === '' ? [] : flags(own), ...more };
}

/**
 * Every command of kubectl, in its own order: suggestions for a mistyped one come in it.
 * @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/cmd.go NewKubectlCommand
 */
export const commands: Readonly<Record<string, CommandRow>> = {
  create: row(create, createFlags),
  expose: row(notSimulated),
  run: row(notSimulated),
  set: row(notSimulated),
  explain: row(notSimulated),
  get: row(get, getFlags),
  edit: row(notSimulated),
  delete: row(notSimulated),
  rollout: row(notSimulated),
  scale: row(notSimulated),
  autoscale: row(notSimulated),
  certificate: row(notSimulated),
  'cluster-info': row(notSimulated),
  top: row(notSimulated),
  cordon: row(notSimulated),
  uncordon: row(notSimulated),
  drain: row(notSimulated),
  taint: row(notSimulated),
  describe: row(describe, describeFlags),
  logs: row(notSimulated),
  attach: row(notSimulated),
  exec: row(notSimulated),
  'port-forward': row(notSimulated),
  proxy: row(notSimulated),
  cp: row(notSimulated),
  auth: row(notSimulated),
  debug: row(notSimulated),
  events: row(notSimulated),
  diff: row(notSimulated),
  apply: row(notSimulated),
  patch: row(notSimulated),
  replace: row(notSimulated),
  wait: row(notSimulated),
  kustomize: row(notSimulated),
  label: row(notSimulated),
  annotate: row(notSimulated),
  completion: row(notSimulated),
  alpha: row(notSimulated),
  config: row(notSimulated),
  plugin: row(notSimulated),
  version: row(version, 'client:bool output,o:string'),
  'api-versions': row(notSimulated),
  'api-resources': row(notSimulated),
  options: row(notSimulated),
  help: row(notSimulated),
};
