import { forbidden, invalid, type Errors, type Path } from '../field-error.ts';
import type { ObjectMeta, PodSpec, SeccompProfile } from '../schema/kinds.ts';
import { containersOf } from './container-list.ts';
import { localDescendingPath } from './paths.ts';

type Annotations = ObjectMeta['annotations'];

const MIRROR = 'kubernetes.io/config.mirror';
const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost';
export const SECCOMP_OF_POD = 'seccomp.security.alpha.kubernetes.io/pod';
export const SECCOMP_OF_CONTAINER = 'container.seccomp.security.alpha.kubernetes.io/';
export const APPARMOR = 'container.apparmor.security.beta.kubernetes.io/';

export const isMirror = (metadata: ObjectMeta): boolean =>
  metadata.annotations !== undefined && Object.hasOwn(metadata.annotations, MIRROR);

/** Annotations that mean something to the API server. @source kubernetes/kubernetes pkg/apis/core/validation/validation.go ValidatePodSpecificAnnotations */
export function* validatePodAnnotations(annotations: Annotations, spec: PodSpec, at: Path): Errors {
  if (!annotations) return;
  const mirror = annotations[MIRROR];
  if (mirror !== undefined && !spec.nodeName)
    yield invalid(at.key(MIRROR), mirror, 'must set spec.nodeName if mirror pod annotation is set');
  const cost = annotations[DELETION_COST];
  if (cost !== undefined && !isInt32(cost)) yield invalid(at.key(DELETION_COST), cost, 'must be a 32bit integer');
  for (const [key, value] of Object.entries(annotations)) {
    if (key === SECCOMP_OF_POD || key.startsWith(SECCOMP_OF_CONTAINER)) yield* validateSeccomp(value, at.field(key));
  }
  for (const [key, value] of Object.entries(annotations)) {
    if (!key.startsWith(APPARMOR)) continue;
    const name = key.slice(APPARMOR.length);
    if (!containersOf(spec, at).some(({ container }) => container.name === name))
      yield invalid(at.key(key), name, 'container not found');
    if (value !== '' && value !== 'runtime/default' && value !== 'unconfined' && !value.startsWith('localhost/'))
      yield invalid(at.key(key), value, `invalid AppArmor profile name: "${value}"`);
  }
}

/** @source …/validation.go ValidatePodSpecificAnnotationUpdates */
export function* validatePodAnnotationChanges(
  annotations: Annotations,
  before: Annotations,
  spec: PodSpec,
  at: Path,
): Errors {
  const kinds: [(key: string) => boolean, string][] = [
    [(key) => key.startsWith(APPARMOR), 'AppArmor annotations'],
    [(key) => key === MIRROR, 'mirror pod annotation'],
  ];
  for (const [isKind, words] of kinds) {
    for (const key in before)
      if (isKind(key) && annotations?.[key] !== before[key])
        yield forbidden(at.key(key), `may not remove or update ${words}`);
    for (const key in annotations)
      if (isKind(key) && before?.[key] === undefined) yield forbidden(at.key(key), `may not add ${words}`);
  }
  yield* validatePodAnnotations(annotations, spec, at);
}

/** Where an old annotation and the field that replaced it are both set they say the same. @source …/validation.go validateSeccompAnnotationsAndFields */
export function* seccompAgrees(annotations: Annotations, spec: PodSpec, at: Path): Errors {
  if (!annotations) return;
  yield* sameSeccomp(
    annotations[SECCOMP_OF_POD],
    spec.securityContext?.seccompProfile,
    at.field('securityContext').field('seccompProfile'),
  );
  for (const { container, at: here } of containersOf(spec, at))
    yield* sameSeccomp(
      annotations[SECCOMP_OF_CONTAINER + container.name],
      container.securityContext?.seccompProfile,
      here.field('securityContext').field('seccompProfile'),
    );
}

/** @source …/validation.go validateAppArmorAnnotationsAndFieldsMatchOnCreate */
export function* appArmorAgrees(annotations: Annotations, spec: PodSpec, at: Path): Errors {
  if (!annotations || spec.os?.name === 'windows') return;
  for (const { container, at: here } of containersOf(spec, at)) {
    const profile = container.securityContext?.appArmorProfile ?? spec.securityContext?.appArmorProfile;
    const annotation = annotations[APPARMOR + container.name];
    if (!profile || annotation === undefined) continue;
    yield* agrees(
      annotation,
      profile,
      ['unconfined'],
      ['runtime/default'],
      'apparmor',
      here.field('securityContext').field('appArmorProfile'),
    );
  }
}

function* sameSeccomp(annotation: string | undefined, profile: SeccompProfile | undefined, at: Path): Errors {
  if (annotation !== undefined && profile)
    yield* agrees(annotation, profile, ['unconfined'], ['runtime/default', 'docker/default'], 'seccomp', at);
}

function* agrees(
  annotation: string,
  profile: SeccompProfile,
  unconfined: readonly string[],
  byDefault: readonly string[],
  word: string,
  at: Path,
): Errors {
  const wrong = forbidden(at.field('type'), `${word} type in annotation and field must match`);
  if (profile.type === 'Unconfined' && !unconfined.includes(annotation)) yield wrong;
  if (profile.type === 'RuntimeDefault' && !byDefault.includes(annotation)) yield wrong;
  if (profile.type !== 'Localhost') return;
  if (!annotation.startsWith('localhost/')) yield wrong;
  else if (annotation.slice('localhost/'.length) !== profile.localhostProfile)
    yield forbidden(at.field('localhostProfile'), `${word} profile in annotation and field must match`);
}

function* validateSeccomp(profile: string, at: Path): Errors {
  if (profile === 'runtime/default' || profile === 'docker/default' || profile === 'unconfined') return;
  if (profile.startsWith('localhost/')) yield* localDescendingPath(profile.slice('localhost/'.length), at);
  else yield invalid(at, profile, 'must be a valid seccomp profile');
}

function isInt32(text: string): boolean {
  return (
    /^(?:0|-?\d{1,10})$/.test(text) &&
    !/^0./.test(text) &&
    Number(text) >= -2_147_483_648 &&
    Number(text) <= 2_147_483_647
  );
}
