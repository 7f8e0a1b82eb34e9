/**
 * A place in an object, built step by step.
 * @example Path.root('spec').field('containers').index(0).field('image').text → "spec.containers[0].image"
 * @source kubernetes/kubernetes staging/src/k8s.io/apimachinery/pkg/util/validation/field/path.go
 */
export class Path {
  readonly text: string;

  private constructor(text: string) {
    this.text = text;
  }

  static root(name: string): Path {
    return new Path(name);
  }

  field(name: string): Path {
    return new Path(`${this.text}.${name}`);
  }

  index(i: number): Path {
    return new Path(`${this.text}[${i}]`);
  }

  key(key: string): Path {
    return new Path(`${this.text}[${key}]`);
  }
}

/**
 * What a validation found. `type` is the first words of its message; `badValue` is printed where the type shows values.
 * `code` is ours: stable, for explanations (types are too coarse for them), where somebody has given one.
 * @source kubernetes/kubernetes staging/src/k8s.io/apimachinery/pkg/util/validation/field/errors.go
 */
export interface FieldError {
  readonly type: 'FieldValueRequired' | 'FieldValueInvalid' | 'FieldValueDuplicate' | 'FieldValueForbidden' | 'FieldValueNotFound' | 'FieldValueNotSupported' | 'FieldValueTooLong' | 'FieldValueTooMany' | 'FieldValueTypeInvalid' | 'InternalError';
  readonly path: string;
  readonly badValue?: unknown;
  readonly detail: string;
  readonly code?: string;
}

export type Errors = Generator<FieldError, void>;
