import type { KubeObject, PodSpec } from '../../../api/schema/kinds.ts';
import { goQuote } from '../../../go-quote.ts';
import type { Change } from '../../change.ts';
import type { CommandContext } from '../../command.ts';
import { isFailure, plainFailure, type Failure } from '../../failure.ts';
import type { Refusal } from '../../refusals.ts';
import { NOTHING_NAMED } from '../../resource-arguments.ts';
import { splitArguments } from '../../set-arguments.ts';
import { visitNamed } from '../../visit.ts';
import { setting } from './setting.ts';
import { eachContainer, patchTemplate, podSpecOf, withoutTemplate, withPodSpec } from './template.ts';

export const setFlags =
  'all:bool allow-missing-template-keys:bool dry-run:string?unchanged field-manager:string filename,f:strings kustomize,k:string local:bool output,o:string ' +
  'recursive,R:bool selector,l:string show-managed-fields:bool template:string';

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/set/set_image.go */
export const setImage = setting(setAll);

function setAll(context: CommandContext, change: Change): Failure | undefined {
  const split = splitArguments(context.line.args, (arg) => arg.includes('='), 'image');
  if (isFailure(split)) return split;
  if (split.resources.length === 0 && !context.line.flags.has('filename')) return plainFailure(NOTHING_NAMED);
  if (split.pairs.length === 0) {
    const unfound = visitNamed(context, () => undefined, split.resources);
    return unfound ?? plainFailure('at least one image update is required');
  }
  const images = split.pairs.map(
    (pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)] as const,
  );
  return visitNamed(context, (object) => setOne(context, change, object, images), split.resources);
}

function setOne(
  context: CommandContext,
  change: Change,
  object: KubeObject,
  images: readonly (readonly [string, string])[],
): Refusal | Failure | undefined {
  const found = podSpecOf(object);
  if (!found) return withoutTemplate(object);
  const names = [...(found.spec.initContainers ?? []), ...found.spec.containers].map((c) => c.name);
  const missing = images.find(([name]) => name !== '*' && !names.includes(name));
  const withImages = (spec: PodSpec): PodSpec =>
    images.reduce((changed, [name, image]) => eachContainer(changed, name, (c) => ({ ...c, image })), spec);
  const wanted = withPodSpec(object, found.path, withImages);
  const failed = patchTemplate(context, change, object, wanted, 'image update to pod template:', 'image updated');
  return failed ?? (missing && { text: `unable to find container named ${goQuote(missing[0])}` });
}
