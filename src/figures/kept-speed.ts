/** Virtual seconds in a second of the reader's, unless they chose another speed. */
const USUAL = 5;

/** The speed at which figures play: what the reader chose on the settings page, else the usual one. */
export function keptSpeed(): number {
  try {
    return Number(/^\d{1,2}$/.exec(localStorage.getItem('speed') ?? '')?.[0] ?? USUAL);
  } catch {
    return USUAL;
  }
}
