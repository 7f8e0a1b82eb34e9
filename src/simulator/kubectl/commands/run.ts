import type { JsonObject } from '../../api/json.ts';
import { goQuote } from '../../go-quote.ts';
import type { Task } from '../../task.ts';
import { readChange } from '../change.ts';
import type { Command, CommandContext } from '../command.ts';
import { ended, isFailure, plainFailure, usageFailure, type Failure } from '../failure.ts';
import { isImageReference } from '../image-reference.ts';
import { readLabels } from '../key-value-list.ts';
import { flagDuration, flagValue, flagValues, isOn } from '../line.ts';
import { attachToNew } from './attach.ts';
import { overridden } from '../overrides.ts';
import { makingFlags, submit } from './create/submit.ts';

export const runFlags =
  `${makingFlags.replace(' validate:string?strict', '')} detach-keys:string annotations:string attach:bool cascade:string command:bool env:string expose:bool filename,f:strings force:bool grace-period:int ` +
  'image:string image-pull-policy:string kustomize,k:string labels,l:string leave-stdin-open:bool override-type:string overrides:string ' +
  'pod-running-timeout:duration port:string privileged:bool quiet,q:bool recursive,R:bool restart:string rm:bool stdin,i:bool timeout:duration tty,t:bool wait:bool';

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/run/run.go; pkg/generate/versioned/run.go BasicPod */
export const run: Command = function* (context) {
  const failed = create(context);
  if (failed) return ended(context, failed);
  return isAttached(context) ? yield* follow(context) : 0;
};

const isAttached = ({ line }: CommandContext): boolean =>
  line.flags.has('attach') ? isOn(line, 'attach') : isOn(line, 'stdin');

function create(context: CommandContext): Failure | undefined {
  const { line } = context;
  const change = readChange(context, 'typed');
  if (isFailure(change)) return change;
  const [name, ...args] = line.args;
  if (name === undefined) return usageFailure('run', 'NAME is required for run');
  const image = flagValue(line, 'image') ?? '';
  if (image === '') return plainFailure('--image is required');
  if (!isImageReference(image)) return plainFailure(`Invalid image name ${goQuote(image)}: invalid reference format`);
  if (isOn(line, 'tty') && !isOn(line, 'stdin'))
    return usageFailure('run', '-i/--stdin is required for containers with -t/--tty=true');
  const port = flagValue(line, 'port') ?? '';
  if (isOn(line, 'expose') && port === '') return usageFailure('run', '--port must be set when exposing a service');
  const restart = flagValue(line, 'restart') || (isOn(line, 'stdin') ? 'OnFailure' : 'Always');
  if (!['Always', 'OnFailure', 'Never'].includes(restart))
    return usageFailure('run', `invalid restart policy: ${restart}`);
  if (isOn(line, 'rm') && !isAttached(context))
    return usageFailure('run', '--rm should only be used for attached containers');
  if (isAttached(context) && change.dryRun !== 'none')
    return usageFailure(
      'run',
      "--dry-run=[server|client] can't be used with attached containers options (--attach, --stdin, or --tty)",
    );
  if ((flagDuration(line, 'pod-running-timeout') ?? 1) <= 0)
    return usageFailure('run', '--pod-running-timeout must be higher than zero');
  const pull = flagValue(line, 'image-pull-policy') ?? '';
  if (!['', 'Always', 'IfNotPresent', 'Never'].includes(pull))
    return usageFailure('run', `invalid image pull policy: ${pull}`);

  const labels = flagValue(line, 'labels') ? readLabels(flagValue(line, 'labels') ?? '') : { run: name };
  if (isFailure(labels)) return labels;
  const env = readEnv(flagValues(line, 'env'));
  if (isFailure(env)) return env;
  if (port !== '' && !/^[+-]?\d+$/.test(port))
    return plainFailure(`strconv.Atoi: parsing ${goQuote(port)}: invalid syntax`);

  const words = [...args, ...(line.afterDashes ?? [])];
  const container: JsonObject = {
    ...(words.length > 0 ? (isOn(line, 'command') ? { command: words } : { args: words }) : {}),
    ...(env.length > 0 ? { env } : {}),
    image,
    ...(pull === '' ? {} : { imagePullPolicy: pull }),
    name,
    ...(port === '' ? {} : { ports: [{ containerPort: Number(port) }] }),
    resources: {},
    ...(isOn(line, 'privileged') ? { securityContext: { privileged: true } } : {}),
    ...(isOn(line, 'stdin') ? { stdin: true, ...(isOn(line, 'leave-stdin-open') ? {} : { stdinOnce: true }) } : {}),
    ...(isOn(line, 'tty') ? { tty: true } : {}),
  };
  const annotated = flagValues(line, 'annotations').join(',');
  const annotations = annotated === '' ? undefined : readLabels(annotated);
  if (isFailure(annotations)) return annotations;
  const metadata = { ...(annotations ? { annotations } : {}), labels, name };
  const generated = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata,
    spec: { containers: [container], dnsPolicy: 'ClusterFirst', restartPolicy: restart },
    status: {},
  };
  const pod = overridden(line, generated, 'Pod');
  if (isFailure(pod)) return pod;
  if (isOn(line, 'expose')) {
    const number = Number(port);
    const spec = { ports: [{ port: number, protocol: 'TCP', targetPort: number }], selector: labels };
    const failed = submit(
      context,
      change,
      { object: { apiVersion: 'v1', kind: 'Service', metadata: { name }, spec, status: { loadBalancer: {} } } },
      'created',
    );
    if (failed) return failed;
    if (flagValue(line, 'output') === 'yaml') context.out('---\n---\n');
  }
  const quiet = isAttached(context) ? { ...change, tell: () => undefined } : change;
  return submit(context, quiet, { object: pod }, 'created');
}

function readEnv(variables: readonly string[]): readonly JsonObject[] | Failure {
  const env: JsonObject[] = [];
  for (const variable of variables) {
    const equals = variable.indexOf('=');
    if (equals < 1 || !/^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(variable.slice(0, equals)))
      return plainFailure(`invalid env: ${variable}`);
    const value = variable.slice(equals + 1);
    env.push({ name: variable.slice(0, equals), ...(value === '' ? {} : { value }) });
  }
  return env;
}

/** Waits for the Pod, shows what it says until it ends, and takes it away again with --rm. */
function* follow(context: CommandContext): Task<number> {
  const [name = ''] = context.line.args;
  const { cluster, line, namespace, out } = context;
  const exit = yield* attachToNew(context, name);
  if (isOn(line, 'rm')) {
    const caller = { cause: { actor: 'kubectl', reason: 'kubectl run --rm ended' } };
    const gone = cluster.api.delete({ kind: 'Pod', namespace, name }, {}, caller);
    if (gone.ok && !isOn(line, 'quiet')) out(`pod ${goQuote(name)} deleted from ${namespace} namespace\n`);
  }
  return exit;
}
