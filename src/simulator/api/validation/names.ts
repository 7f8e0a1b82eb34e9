import { toBytes } from '../../runtime/bytes.ts';

/**
 * What may be a name, a label, a port's name, a user's number. Each check gives its complaints; an empty list is a yes.
 * @source kubernetes/kubernetes staging/src/k8s.io/apimachinery/pkg/util/validation/validation.go and pkg/api/validate/content
 */
export type Complaints = readonly string[];

const MUST_BE_NON_EMPTY = 'must be non-empty';
const atMostBytes = (length: number): string => `must be no more than ${length} bytes`;
const atMostCharacters = (length: number): string => `must be no more than ${length} characters`;
export const between = (low: number, high: number): string => `must be between ${low} and ${high}, inclusive`;

/** The rule, examples where there are any, and the expression, as every complaint of a form is worded. */
export function formComplaint(rule: string, expression: string, ...examples: string[]): string {
  const such = examples.length === 0 ? '' : `e.g. ${examples.map((example) => `'${example}', `).join(' or ')}`;
  return `${rule} (${such}regex used for validation is '${expression}')`;
}

const DNS_LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const DNS_SUBDOMAIN = `${DNS_LABEL}(\\.${DNS_LABEL})*`;
const QUALIFIED_NAME = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const ENDS = 'and must start and end with an alphanumeric character';

const dnsLabel = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const dnsLabelWithUnderscore = /^_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?$/;
const qualifiedNamePattern = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const configKeyPattern = /^[-._a-zA-Z0-9]+$/;
const headerNamePattern = /^[-A-Za-z0-9]+$/;
const portNamePattern = /^[-a-z0-9]+$/;
const printableButEquals = /^[ -<>-~]*$/;

const dnsLabelForm = formComplaint(
  `a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', ${ENDS}`,
  DNS_LABEL,
  'my-name',
  '123-abc',
);
const dnsSubdomainForm = formComplaint(
  `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', ${ENDS}`,
  DNS_SUBDOMAIN,
  'example.com',
);
const WITH_UNDERSCORE = '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
const dnsSubdomainWithUnderscoreForm = formComplaint(
  `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', ${ENDS}`,
  `${WITH_UNDERSCORE}(\\.${WITH_UNDERSCORE})*`,
  'example.com',
);
const qualifiedNameForm = formComplaint(
  `must consist of alphanumeric characters, '-', '_' or '.', ${ENDS}`,
  QUALIFIED_NAME,
  'MyName',
  'my.name',
  '123-abc',
);
const labelValueForm = formComplaint(
  `a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', ${ENDS}`,
  `(${QUALIFIED_NAME})?`,
  'MyValue',
  'my_value',
  '12345',
);
const configKeyForm = formComplaint(
  "a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
  '[-._a-zA-Z0-9]+',
  'key.name',
  'KEY_NAME',
  'key-name',
);
const headerNameForm = formComplaint(
  "a valid HTTP header must consist of alphanumeric characters or '-'",
  '[-A-Za-z0-9]+',
  'X-Header-Name',
);

const YES: Complaints = [];

/** One part of a host name: 63 bytes. */
export function dns1123Label(value: string): Complaints {
  if (value.length <= 63 && dnsLabel.test(value)) return YES;
  const out = [];
  if (byteLength(value) > 63) out.push(atMostCharacters(63));
  if (!dnsLabel.test(value)) out.push(isSubdomain(value) ? 'must not contain dots' : dnsLabelForm);
  return out;
}

/** A host name: 253 bytes. */
export function dns1123Subdomain(value: string): Complaints {
  return sizedForm(value, 253, isSubdomain(value), dnsSubdomainForm);
}

/** A host name whose parts may begin with an underscore: 253 bytes. */
export function dns1123SubdomainWithUnderscore(value: string): Complaints {
  return sizedForm(
    value,
    253,
    value.split('.').every((part) => dnsLabelWithUnderscore.test(part)),
    dnsSubdomainWithUnderscoreForm,
  );
}

/** The key of a label or annotation, a taint, a condition: [prefix/]name. */
export function qualifiedName(value: string): Complaints {
  const slash = value.indexOf('/');
  if (slash < 0 && value.length <= 63 && qualifiedNamePattern.test(value)) return YES;
  const out: string[] = [];
  if (slash >= 0) {
    if (value.includes('/', slash + 1))
      return [
        `a valid label key ${qualifiedNameForm} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
      ];
    const prefix = value.slice(0, slash);
    if (prefix === '') out.push(`prefix part ${MUST_BE_NON_EMPTY}`);
    else
      for (const complaint of sizedForm(prefix, 253, isSubdomain(prefix), dnsSubdomainForm, atMostBytes))
        out.push(`prefix part ${complaint}`);
  }
  const name = value.slice(slash + 1);
  if (name === '') out.push(`name part ${MUST_BE_NON_EMPTY}`);
  else if (byteLength(name) > 63) out.push(`name part ${atMostBytes(63)}`);
  if (!qualifiedNamePattern.test(name)) out.push(`name part ${qualifiedNameForm}`);
  return out;
}

/** 63 bytes, or nothing at all. */
export function labelValue(value: string): Complaints {
  return sizedForm(value, 63, value === '' || qualifiedNamePattern.test(value), labelValueForm, atMostBytes);
}

/** A key of a ConfigMap or a Secret, which becomes a file's name. */
export function configMapKey(value: string): Complaints {
  return [...sizedForm(value, 253, configKeyPattern.test(value), configKeyForm), ...parentDirectory(value)];
}

/** The name of an environment variable: any printable ASCII but "=". */
export function relaxedEnvName(value: string): Complaints {
  if (value === '') return [`environment variable name ${MUST_BE_NON_EMPTY}`];
  return printableButEquals.test(value)
    ? YES
    : ["a valid environment variable name must consist only of printable ASCII characters other than '='"];
}

/** The name of an HTTP header, of letters, digits and hyphens. */
export function headerName(value: string): Complaints {
  return headerNamePattern.test(value) ? YES : [headerNameForm];
}

/** 1 … 65,535. */
export function portNumber(port: number): Complaints {
  return port >= 1 && port <= 65_535 ? YES : [between(1, 65_535)];
}

/** What a port is called (IANA_SVC_NAME): 15 bytes with a letter among them. */
export function portName(port: string): Complaints {
  const out = [];
  if (byteLength(port) > 15) out.push(atMostCharacters(15));
  if (!portNamePattern.test(port)) out.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)');
  if (!/[a-z]/.test(port)) out.push('must contain at least one letter (a-z)');
  if (port.includes('--')) out.push('must not contain consecutive hyphens');
  if (port.startsWith('-') || port.endsWith('-')) out.push('must not begin or end with a hyphen');
  return out;
}

const MAX_INT32 = 2_147_483_647;

/** A user's or group's number. */
export function posixId(id: number): Complaints {
  return id >= 0 && id <= MAX_INT32 ? YES : [between(0, MAX_INT32)];
}

/** Length in UTF-8 bytes, as Go counts. */
export const byteLength = (text: string): number => toBytes(text).length;

/** Labels count in bytes what names count in characters: two generations of upstream's code with the same limit. */
function sizedForm(value: string, size: number, fits: boolean, form: string, tooLong = atMostCharacters): Complaints {
  if (fits && value.length <= size) return YES;
  const out = [];
  if (byteLength(value) > size) out.push(tooLong(size));
  if (!fits) out.push(form);
  return out;
}

function isSubdomain(value: string): boolean {
  return dnsLabel.test(value) || (value.includes('.') && value.split('.').every((part) => dnsLabel.test(part)));
}

function parentDirectory(value: string): Complaints {
  if (value === '.') return ["must not be '.'"];
  if (value === '..') return ["must not be '..'"];
  return value.startsWith('..') ? ["must not start with '..'"] : YES;
}
