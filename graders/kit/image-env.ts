import type { Container, KubeObject, Pod } from '../../src/simulator/index.ts';

/** Image name without its tag → variable → value. @example { 'course/web': { START_SECONDS: '70' } } */
export type ImageEnv = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * A webhook that sets variables in the containers of some images, as a variant's slower disk or other site would: a
 * variable that the learner has set is changed where it stands, so that the order of the list stays theirs.
 */
export const settingEnv =
  (env: ImageEnv) =>
  (object: KubeObject): KubeObject => {
    if (object.kind !== 'Pod') return object;
    const pod = object as Pod;
    const { containers, initContainers } = pod.spec;
    const set = (container: Container): Container => withEnv(container, env[imageName(container.image)] ?? {});
    return {
      ...pod,
      spec: {
        ...pod.spec,
        containers: containers.map(set),
        ...(initContainers ? { initContainers: initContainers.map(set) } : {}),
      },
    };
  };

/** @example imageName('docker.io/course/web:1.0') → 'course/web' */
export const imageName = (reference = ''): string =>
  reference
    .replace(/^docker\.io\/(library\/)?/, '')
    .replace(/@.*$/, '')
    .replace(/:[^/]*$/, '');

function withEnv(container: Container, wanted: Readonly<Record<string, string>>): Container {
  const names = Object.keys(wanted);
  if (names.length === 0) return container;
  const own = container.env ?? [];
  const changed = own.map((variable) =>
    variable.name in wanted ? { name: variable.name, value: wanted[variable.name]! } : variable,
  );
  const added = names
    .filter((name) => !own.some((variable) => variable.name === name))
    .map((name) => ({ name, value: wanted[name]! }));
  return { ...container, env: [...changed, ...added] };
}
