import type { Command } from '../command.ts';
import { globalFlags } from '../flags.ts';
import { optionText } from '../help.ts';

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/options/options.go (without what each flag means) */
export const options: Command = function* ({ out }) {
  out(`The following options can be passed to any command:\n\n${globalFlags.map(optionText).sort().join('')}`);
  return 0;
};
