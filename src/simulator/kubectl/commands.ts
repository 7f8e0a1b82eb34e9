import { row, type CommandRow } from './command-row.ts';
import { annotate, annotateFlags } from './commands/annotate.ts';
import { apply, applyFlags } from './commands/apply.ts';
import { apiResources, apiResourcesFlags, apiVersions } from './commands/api-resources.ts';
import { autoscale, autoscaleFlags } from './commands/autoscale.ts';
import { authRows } from './commands/auth.ts';
import { clusterInfo } from './commands/cluster-info.ts';
import { configRows } from './commands/config.ts';
import { cordon, cordonFlags, uncordon } from './commands/cordon.ts';
import { group } from './commands/group.ts';
import { createRows } from './commands/create/rows.ts';
import { describe, describeFlags } from './commands/describe.ts';
import { create, createFlags } from './commands/create.ts';
import { diff, diffFlags } from './commands/diff.ts';
import { drain, drainFlags } from './commands/drain/drain.ts';
import { edit, editFlags } from './commands/edit.ts';
import { events, eventsFlags } from './commands/events.ts';
import { attach, attachFlags, exec, execFlags } from './commands/exec.ts';
import { explain, explainFlags } from './commands/explain.ts';
import { expose, exposeFlags } from './commands/expose.ts';
import { get, getFlags } from './commands/get.ts';
import { debug } from './commands/debug/debug.ts';
import { debugFlags } from './commands/debug/options.ts';
import { copy, portForward } from './commands/into-pods.ts';
import { logs, logsFlags } from './commands/logs.ts';
import { notSimulated } from './commands/not-simulated.ts';
import { options } from './commands/options.ts';
import { rolloutRows } from './commands/rollout/rows.ts';
import { patch, patchFlags } from './commands/patch.ts';
import { replace, replaceFlags } from './commands/replace.ts';
import { deleteCommand, deleteFlags } from './commands/delete.ts';
import { label, labelFlags } from './commands/label.ts';
import { scale, scaleFlags } from './commands/scale.ts';
import { setRows } from './commands/set/rows.ts';
import { run, runFlags } from './commands/run.ts';
import { taint, taintFlags } from './commands/taint.ts';
import { topNode, topNodeFlags, topPod, topPodFlags } from './commands/top.ts';
import { version } from './commands/version.ts';
import { viewLastApplied } from './commands/view-last-applied.ts';
import { wait, waitFlags } from './commands/wait.ts';

/**
 * Every command of kubectl, in its own order: suggestions for a mistyped one come in it.
 * @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/cmd.go NewKubectlCommand
 */
export const commands: Readonly<Record<string, CommandRow>> = {
  create: row(create, createFlags, { below: createRows, records: true }),
  expose: row(expose, exposeFlags, { records: true }),
  run: row(run, runFlags, { required: ['image'], records: true }),
  set: row(group, '', { below: setRows }),
  explain: row(explain, explainFlags),
  get: row(get, getFlags),
  edit: row(edit, editFlags, { records: true }),
  delete: row(deleteCommand, deleteFlags),
  rollout: row(group, '', { below: rolloutRows }),
  scale: row(scale, scaleFlags, { required: ['replicas'], records: true }),
  autoscale: row(autoscale, autoscaleFlags, { required: ['max'], records: true }),
  certificate: row(notSimulated),
  'cluster-info': row(clusterInfo, '', { below: { dump: row(notSimulated) } }),
  top: row(group, '', {
    below: {
      node: row(topNode, topNodeFlags, { aliases: ['nodes', 'no'] }),
      pod: row(topPod, topPodFlags, { aliases: ['pods', 'po'] }),
    },
  }),
  cordon: row(cordon, cordonFlags),
  uncordon: row(uncordon, cordonFlags),
  drain: row(drain, drainFlags),
  taint: row(taint, taintFlags),
  describe: row(describe, describeFlags),
  logs: row(logs, logsFlags),
  attach: row(attach, attachFlags),
  exec: row(exec, execFlags),
  'port-forward': row(portForward, 'address:strings pod-running-timeout:duration'),
  proxy: row(notSimulated),
  cp: row(copy, 'container,c:string no-preserve:bool retries:int'),
  auth: row(group, '', { below: authRows }),
  debug: row(debug, debugFlags),
  events: row(events, eventsFlags),
  diff: row(diff, diffFlags),
  apply: row(apply, applyFlags, {
    records: true,
    below: {
      'edit-last-applied': row(notSimulated),
      'set-last-applied': row(notSimulated),
      'view-last-applied': row(
        viewLastApplied,
        'all:bool filename,f:strings kustomize,k:string output,o:string recursive,R:bool selector,l:string',
      ),
    },
  }),
  patch: row(patch, patchFlags, { records: true }),
  replace: row(replace, replaceFlags),
  wait: row(wait, waitFlags),
  kustomize: row(notSimulated),
  label: row(label, labelFlags, { records: true }),
  annotate: row(annotate, annotateFlags, { records: true }),
  completion: row(notSimulated),
  alpha: row(notSimulated),
  config: row(group, '', { below: configRows }),
  kuberc: row(notSimulated),
  plugin: row(notSimulated),
  version: row(version, 'client:bool output,o:string'),
  'api-versions': row(apiVersions),
  'api-resources': row(apiResources, apiResourcesFlags),
  options: row(options),
  help: row(notSimulated),
};
