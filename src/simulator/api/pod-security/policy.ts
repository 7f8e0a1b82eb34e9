import { invalid, Path, type FieldError } from '../field-error.ts';

export type Level = 'privileged' | 'baseline' | 'restricted';

/** How strict, and as of which minor version 1.x; `latest` is what this version has. */
export interface LevelVersion {
  readonly level: Level;
  readonly version: number | 'latest';
}

/** What a namespace asks of its pods: what is refused, what is noted for auditors, and what is warned of. */
export interface Policy {
  readonly enforce: LevelVersion;
  readonly audit: LevelVersion;
  readonly warn: LevelVersion;
}

const LEVELS: readonly Level[] = ['privileged', 'baseline', 'restricted'];
const LABEL = 'pod-security.kubernetes.io/';
const FREE: LevelVersion = { level: 'privileged', version: 'latest' };

/**
 * The policy of a namespace's labels. One that cannot be read is as strict as can be where pods are refused by it, and
 * asks for nothing elsewhere.
 * @source kubernetes/kubernetes staging/src/k8s.io/pod-security-admission/api/helpers.go PolicyToEvaluate
 */
export function policyOf(labels: Readonly<Record<string, string>> = {}): {
  readonly policy: Policy;
  readonly errors: readonly FieldError[];
} {
  const errors: FieldError[] = [];
  const read = (mode: keyof Policy, fallback: Level): LevelVersion => {
    const [level, version] = [labels[LABEL + mode], labels[`${LABEL}${mode}-version`]];
    const isKnown = level === undefined || LEVELS.includes(level as Level);
    if (!isKnown) errors.push(wrong(mode, level, `must be one of ${LEVELS.join(', ')}`));
    const minor = versionOf(version);
    if (minor === undefined) errors.push(wrong(`${mode}-version`, version ?? '', 'must be "latest" or "v1.x"'));
    return { level: isKnown ? ((level ?? 'privileged') as Level) : fallback, version: minor ?? 'latest' };
  };
  const enforce = read('enforce', 'restricted');
  const audit = read('audit', 'privileged');
  const warn = read('warn', 'privileged');
  return { policy: { enforce, audit, warn: warnedToo(labels, enforce, warn) }, errors };
}

/** Who says what is refused and not what is warned of is warned of the same, in workloads too. */
function warnedToo(labels: Readonly<Record<string, string>>, enforce: LevelVersion, warn: LevelVersion): LevelVersion {
  const isSaid = labels[`${LABEL}warn`] !== undefined;
  const isRead = LEVELS.includes(labels[`${LABEL}enforce`] as Level);
  if (isSaid || !isRead || enforce.level === 'privileged') return warn;
  return {
    level: enforce.level,
    version: labels[`${LABEL}warn-version`] === undefined ? enforce.version : warn.version,
  };
}

const wrong = (label: string, value: string, why: string): FieldError =>
  invalid(
    Path.root('metadata')
      .field('labels')
      .key(LABEL + label),
    value,
    why,
  );

function versionOf(text: string | undefined): number | 'latest' | undefined {
  if (text === undefined || text === 'latest') return 'latest';
  const minor = /^v1\.(0|[1-9]\d{0,8})$/.exec(text)?.[1];
  return minor === undefined ? undefined : Number(minor);
}

/** @example shown({ level: 'restricted', version: 30 }) → "restricted:v1.30" */
export const shown = ({ level, version }: LevelVersion): string =>
  `${level}:${version === 'latest' ? version : `v1.${version}`}`;

/** Below 0 where `a` is less strict than `b`. */
export const compareLevels = (a: Level, b: Level): number => LEVELS.indexOf(a) - LEVELS.indexOf(b);

export const isSame = (a: LevelVersion, b: LevelVersion): boolean => a.level === b.level && a.version === b.version;

export const asksNothing = ({ enforce, audit, warn }: Policy): boolean =>
  [enforce, audit, warn].every(({ level }) => level === FREE.level);
