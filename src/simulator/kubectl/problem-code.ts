import type { Codes } from './hear-codes.ts';

/**
 * The stable name of what kubectl printed, under which it is explained. A field error has the code of the rule that found it;
 * readers, the decoder and kubectl itself speak in texts alone, and so do rules without a code: those are told by their words.
 */
export function problemCode(message: string, codes: Codes): string | undefined {
  for (const [text, code] of codes) if (message.includes(text)) return code;
  const told = message.slice(0, MOST);
  return WORDS.find(([, words]) => words.test(told))?.[0];
}

/** What a message says it says early; a longer one quotes what somebody wrote, who may mean to keep patterns busy. */
const MOST = 4000;

/** The first that fits is meant: what is particular stands before what is general. */
const WORDS: readonly (readonly [code: string, words: RegExp])[] = [
  ['yaml-tab', /yaml: .*found character that cannot start any token/],
  ['yaml-second-colon', /yaml: .*mapping values are not allowed in this context/],
  ['yaml-colon-missing', /yaml: .*could not find expected ':'/],
  ['yaml-indentation', /yaml: .*did not find expected (key|'-' indicator)/],
  ['yaml-bracket-open', /yaml: .*did not find expected (',' or|node content)/],
  ['yaml-quote-open', /yaml: .*found unexpected end of stream/],
  ['yaml-anchor-unknown', /yaml: .*unknown anchor/],
  ['field-unknown', /strict decoding error: .*unknown field/],
  ['quantity-format', /quantities must match the regular expression|unable to parse quantity's suffix/],
  ['base64-format', /illegal base64 data/],
  ['bool-for-string', /cannot unmarshal bool into .* of type string/],
  ['number-for-string', /cannot unmarshal number .*of type string/],
  ['fraction-for-integer', /cannot unmarshal number [\d.]+ into .* of type int/],
  ['string-for-integer', /cannot unmarshal string into .* of type int/],
  ['string-for-bool', /cannot unmarshal string into .* of type bool/],
  ['map-for-string', /cannot unmarshal object into .* of type string/],
  ['list-for-string', /cannot unmarshal array into .* of type string/],
  ['map-for-list', /cannot unmarshal object into .* of type \[\]/],
  ['string-for-list', /cannot unmarshal string into .* of type \[\]/],
  ['list-for-map', /cannot unmarshal array into .* of type (v\d|map)/],
  ['string-for-map', /cannot unmarshal string into .* of type (v\d|map)/],
  ['kind-missing', /kind not set/],
  ['api-version-missing', /apiVersion not set/],
  ['kind-not-simulated', /is a kind of Kubernetes that is not simulated here/],
  ['kind-unknown', /no matches for kind/],
  ['nothing-to-apply', /no objects passed to apply/],
  ['namespace-unknown', /namespaces "[^"]*" not found/],
  ['quota-exceeded', /is forbidden: exceeded quota/],
  ['quota-needs-requests', /is forbidden: failed quota: .*must specify/],
  ['limit-range-over', /is forbidden: .*maximum \S+ usage per/],
  ['limit-range-under', /is forbidden: .*minimum \S+ usage per/],
  ['priority-class-unknown', /no PriorityClass with name/],
  ['service-account-unknown', /error looking up service account/],
  ['fractional-bytes', /fractional byte value/],
  ['env-name-twice', /hides previous definition of/],
  ['port-twice', /duplicate port (definition|name)/],
  ['name-not-for-hostname', /this is used in the Pod's hostname/],
  ['selector-missing', /spec\.selector: Required value/],
  ['pod-field-fixed', /pod updates may not change fields other than/],
  ['selector-mismatch', /`selector` does not match template `labels`/],
  ['selector-fixed', /spec\.selector: Invalid value: .*field is immutable/],
  ['job-template-fixed', /spec\.template: Invalid value: .*field is immutable/],
  [
    'job-restart-policy',
    /restartPolicy: (Required value: valid values|Unsupported value: "[^"]*": supported values: "OnFailure", "Never")/,
  ],
  ['always-restarts', /template\.spec\.restartPolicy: Unsupported value: .*supported values: "Always"$/],
  ['init-probe', /initContainers\[\d+\]\.\w+: Forbidden: (must not|may not) be set for init containers/],
  ['volume-two-sources', /volumes\[\d+\]\.\w+: Forbidden: may not specify more than 1 volume type/],
  ['file-mode', /[mM]ode: Invalid value: .*\(octal\)/],
  ['mount-path-missing', /mountPath: Required value/],
  ['env-name-format', /env\[\d+\]\.name: Invalid value/],
  ['env-two-values', /valueFrom: Invalid value: .*may not be specified when `value` is not empty/],
  ['pull-policy-unknown', /imagePullPolicy: Unsupported value/],
  ['image-spaces', /image: Invalid value: .*whitespace/],
  ['port-range', /[pP]ort: Invalid value: .*must be between 1 and 65535/],
  ['port-name-format', /ports\[\d+\]\.name: Invalid value/],
  ['service-port-name', /ports\[\d+\]\.name: Required value/],
  ['service-ports-missing', /spec\.ports: Required value/],
  ['probe-number-negative', /Probe\.\w+: Invalid value: .*must be greater than or equal to 0/],
  ['amount-negative', /resources\.(requests|limits)\[[^\]]*\]: Invalid value: .*must be greater than or equal to 0/],
  [
    'replicas-negative',
    /(replicas|parallelism|completions|backoffLimit): Invalid value: .*must be greater than or equal to 0/,
  ],
  ['toleration-seconds', /effect must be 'NoExecute' when `tolerationSeconds` is set/],
  ['toleration-exists-value', /value must be empty when `operator` is 'Exists'/],
  ['affinity-values', /matchExpressions\[\d+\]\.values: (Required|Forbidden|Invalid)/],
  ['affinity-operator', /matchExpressions\[\d+\]\.operator: Invalid value/],
  ['affinity-weight', /weight: Invalid value: .*1-100/],
  ['topology-key-missing', /topologyKey: Required value/],
  ['spread-when', /whenUnsatisfiable: Unsupported value/],
  ['cron-format', /schedule: Invalid value/],
  ['strategy-recreate', /strategy\.rollingUpdate: Forbidden/],
  ['name-format', /metadata\.name: Invalid value/],
  ['container-name-format', /ontainers\[\d+\]\.name: Invalid value/],
  [
    'label-format',
    /(labels|matchLabels|nodeSelector): Invalid value: .*(a valid label|must be no more than|name part|prefix part)/,
  ],
];
