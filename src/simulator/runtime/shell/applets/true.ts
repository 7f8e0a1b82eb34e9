import type { Applets } from '../applet.ts';

export const truth: Applets = {
  *true() {
    return 0;
  },
  *false() {
    return 1;
  },
};
