/** A fault in a Go template, or of an object that it does not fit; go-template.ts turns it into a value. */
export class TemplateError extends Error {}

export function fail(message: string): never {
  throw new TemplateError(message);
}
