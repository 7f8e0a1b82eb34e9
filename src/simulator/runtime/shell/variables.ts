/** A variable's state; null when it is declared (exported, local) without a value. */
export interface Variable {
  readonly value: string | null;
  readonly exported: boolean;
  readonly readonly: boolean;
}

const UNSET: Variable = { value: null, exported: false, readonly: false };

/** A shell's variables, with what functions have made local. */
export class Variables {
  readonly #all: Map<string, Variable>;
  readonly #scopes: Map<string, Variable | undefined>[] = [];
  #environment: ReadonlyMap<string, string> | undefined;

  constructor(all: ReadonlyMap<string, Variable> = new Map()) {
    this.#all = new Map(all);
  }

  /** A copy for a subshell. */
  copy(): Variables {
    const copied = new Variables(this.#all);
    copied.#environment = this.#environment;
    for (const scope of this.#scopes) copied.#scopes.push(new Map(scope));
    return copied;
  }

  get(name: string): string | undefined {
    return this.#all.get(name)?.value ?? undefined;
  }

  find(name: string): Variable | undefined {
    return this.#all.get(name);
  }

  names(): readonly string[] {
    return [...this.#all.keys()].sort();
  }

  /** False when the variable is read-only. */
  set(name: string, value: string, exported = false): boolean {
    const before = this.#all.get(name) ?? UNSET;
    if (before.readonly) return false;
    this.#put(name, { value, exported: before.exported || exported, readonly: false });
    return true;
  }

  export(name: string, exported = true): void {
    this.#put(name, { ...(this.#all.get(name) ?? UNSET), exported });
  }

  protect(name: string): void {
    this.#put(name, { ...(this.#all.get(name) ?? UNSET), readonly: true });
  }

  unset(name: string): boolean {
    const before = this.#all.get(name);
    if (before?.readonly) return false;
    this.#all.delete(name);
    if (before?.exported) this.#environment = undefined;
    return true;
  }

  /** What a program started now gets. */
  environment(): ReadonlyMap<string, string> {
    if (!this.#environment) {
      const environment = new Map<string, string>();
      for (const [name, { value, exported }] of this.#all) if (exported && value !== null) environment.set(name, value);
      this.#environment = environment;
    }
    return this.#environment;
  }

  enterScope(): void {
    this.#scopes.push(new Map());
  }

  leaveScope(): void {
    for (const [name, before] of this.#scopes.pop() ?? [])
      if (before) this.#put(name, before);
      else {
        this.#all.delete(name);
        this.#environment = undefined;
      }
  }

  get inFunction(): boolean {
    return this.#scopes.length > 0;
  }

  /** Makes a variable local to the function; it keeps its value until set. */
  local(name: string): void {
    const scope = this.#scopes.at(-1);
    if (scope && !scope.has(name)) scope.set(name, this.#all.get(name));
  }

  #put(name: string, variable: Variable): void {
    if (variable.exported || this.#all.get(name)?.exported) this.#environment = undefined;
    this.#all.set(name, variable);
  }
}
