import { goQuote } from '../../../go-quote.ts';
import type { CommandContext } from '../../command.ts';
import { isFailure, plainFailure, type Failure } from '../../failure.ts';
import { isImageReference } from '../../image-reference.ts';
import { flagValue, flagValues, isOn } from '../../line.ts';
import type { Kept, ProfileName } from './profiles.ts';

export const debugFlags =
  'arguments-only:bool attach:bool container,c:string copy-to:string custom:string env:string filename,f:strings image:string image-pull-policy:string ' +
  'keep-annotations:bool keep-init-containers:bool keep-labels:bool keep-liveness:bool keep-readiness:bool keep-startup:bool ' +
  'profile:string quiet,q:bool replace:bool same-node:bool set-image:string share-processes:bool stdin,i:bool target:string tty,t:bool';

/** What kubectl debug was asked for, once it makes sense. */
export interface DebugOptions {
  /** Pods by name, or TYPE/NAME. */
  readonly targets: readonly string[];
  /** What stands behind `--`, and whether it is the container's command or its arguments. */
  readonly words: readonly string[];
  readonly wordsAre: 'command' | 'args';
  readonly attach: boolean;
  readonly stdin: boolean;
  readonly tty: boolean;
  readonly quiet: boolean;
  readonly image: string;
  readonly pullPolicy: string;
  readonly env: readonly { readonly name: string; readonly value: string }[];
  /** '' where a name is to be made up. */
  readonly container: string;
  readonly targetContainer: string;
  readonly profile: ProfileName;
  /** '' where no copy is wanted. */
  readonly copyTo: string;
  readonly replace: boolean;
  readonly sameNode: boolean;
  /** Said on the command line, or left to the profile. */
  readonly shareProcesses: boolean | undefined;
  /** Images by container name; "*" is any. */
  readonly setImages: Readonly<Record<string, string>>;
  readonly kept: Kept;
}

const PROFILES: readonly ProfileName[] = ['legacy', 'general', 'baseline', 'restricted', 'netadmin', 'sysadmin'];
const PULL_POLICIES = ['', 'Always', 'IfNotPresent', 'Never'];
const LEGACY =
  '--profile=legacy is deprecated and will be removed in the future. It is recommended to explicitly specify a profile, for example "--profile=general".\n';

/**
 * Reads and checks the command line, and says what kubectl says on the way.
 * @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/debug/debug.go Complete, Validate;
 *   the default profile is general from v1.36 on (kubernetes/kubernetes#135874; recorded: exec/errors)
 */
export function readOptions({ line, out, err }: CommandContext): DebugOptions | Failure {
  const value = (flag: string): string => flagValue(line, flag) ?? '';
  const env = readPairs(flagValues(line, 'env'), 'env');
  if (isFailure(env)) return env;
  const images = readPairs(flagValues(line, 'set-image'), 'set-image');
  if (isFailure(images)) return images;
  const asked = value('profile') || 'general';
  const profile = PROFILES.find((known) => known === asked);
  if (profile === undefined) return plainFailure(`unknown profile: ${asked}`);
  if (line.flags.has('custom') || line.flags.has('filename'))
    return plainFailure(
      'files cannot be read here: "kubectl debug" takes no --custom and no --filename; name the Pod and use --profile',
    );

  const stdin = isOn(line, 'stdin');
  const options: DebugOptions = {
    targets: line.args,
    words: line.afterDashes ?? [],
    wordsAre: isOn(line, 'arguments-only') ? 'args' : 'command',
    attach: line.flags.has('attach') ? isOn(line, 'attach') : stdin,
    stdin,
    tty: isOn(line, 'tty'),
    quiet: isOn(line, 'quiet'),
    image: value('image'),
    pullPolicy: value('image-pull-policy'),
    env: env.map(([name, text]) => ({ name, value: text })),
    container: value('container'),
    targetContainer: value('target'),
    profile,
    copyTo: value('copy-to'),
    replace: isOn(line, 'replace'),
    sameNode: isOn(line, 'same-node'),
    shareProcesses: line.flags.has('share-processes') ? isOn(line, 'share-processes') : undefined,
    setImages: Object.fromEntries(images),
    kept: {
      labels: isOn(line, 'keep-labels'),
      annotations: isOn(line, 'keep-annotations'),
      liveness: isOn(line, 'keep-liveness'),
      readiness: isOn(line, 'keep-readiness'),
      startup: isOn(line, 'keep-startup'),
      initContainers: !line.flags.has('keep-init-containers') || isOn(line, 'keep-init-containers'),
    },
  };
  const problem = firstProblem(options, line.flags.has('attach'));
  if (problem !== undefined) return plainFailure(problem);
  if (options.targetContainer && !options.quiet)
    out(
      `Targeting container ${goQuote(options.targetContainer)}. If you don't see processes from this container it may be because the container runtime doesn't support this feature.\n`,
    );
  if (options.tty && !stdin) return plainFailure('-i/--stdin is required for containers with -t/--tty=true');
  if (profile === 'legacy') err(LEGACY);
  return options;
}

function firstProblem(options: DebugOptions, attachSaid: boolean): string | undefined {
  const { attach, image, container, copyTo, words, setImages } = options;
  const hasSetImages = Object.keys(setImages).length > 0;
  if (attach && attachSaid && !image && !container)
    return 'you must specify --container or create a new container using --image in order to attach.';
  if (copyTo) {
    if (!image && !hasSetImages && words.length === 0)
      return 'you must specify --image, --set-image or command arguments.';
    if (words.length > 0 && !container && !image)
      return 'you must specify an existing container or a new image when specifying args.';
  } else {
    if (options.replace) return '--replace may only be used with --copy-to.';
    if (options.sameNode) return '--same-node may only be used with --copy-to.';
    if (hasSetImages) return '--set-image may only be used with --copy-to.';
    if (!image) return 'you must specify --image when not using --copy-to.';
  }
  if (image && !isImageReference(image)) return `invalid image name ${goQuote(image)}: invalid reference format`;
  if (options.targets.length === 0) return 'NAME or filename is required for debug';
  if (!PULL_POLICIES.includes(options.pullPolicy)) return `invalid image pull policy: ${options.pullPolicy}`;
  for (const [name, wanted] of Object.entries(setImages))
    if (!isImageReference(wanted))
      return `invalid image name ${goQuote(wanted)} for container ${goQuote(name)}: invalid reference format`;
  if (options.targetContainer && copyTo)
    return '--target is incompatible with --copy-to. Use --share-processes instead.';
  return undefined;
}

/** `a=b` or `a=b,c=d`. @source spf13/pflag string_to_string.go */
function readPairs(values: readonly string[], flag: string): readonly (readonly [string, string])[] | Failure {
  const pairs: (readonly [string, string])[] = [];
  for (const value of values)
    for (const pair of value.split('=').length > 2 ? value.split(',') : [value]) {
      const at = pair.indexOf('=');
      if (at < 0)
        return plainFailure(
          `invalid argument ${goQuote(value)} for "--${flag}" flag: ${pair} must be formatted as key=value\nSee 'kubectl debug --help' for usage.`,
        );
      pairs.push([pair.slice(0, at), pair.slice(at + 1)]);
    }
  return pairs;
}
