import type { Command } from '../command.ts';

/** What comes nearest to a command that this terminal does not have. */
const NEAREST: Readonly<Record<string, string>> = {
  alpha: 'no command of it is in kubectl v1.36 either',
  'apply edit-last-applied': '"kubectl edit" changes the object itself',
  'apply set-last-applied': '"kubectl apply" writes that annotation',
  'cluster-info dump': '"kubectl get all -A -o yaml" shows most of it',
  completion: 'Tab completes commands, kinds, names and flags here',
  kustomize: '"kubectl apply -f" takes plain manifests',
  proxy: '"kubectl get -o json" shows what the API server answers',
};

/** A command of kubectl that this terminal does not have: it says so, and what comes nearest. */
export const notSimulated: Command = function* ({ line, err }) {
  const name = line.command.join(' ');
  const nearest = Object.hasOwn(NEAREST, name) ? `: ${NEAREST[name] ?? ''}` : '';
  err(`error: "kubectl ${name}" is not simulated here${nearest}\n`);
  return 1;
};
