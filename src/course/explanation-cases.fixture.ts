/** For each code a manifest that meets it, and what was applied before it where that matters. */
interface Case {
  readonly yaml: string;
  readonly before?: string;
}

const pod = (container: string, spec = '', metadata = 'name: web'): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: { ${metadata} }\nspec:\n${spec}  containers:\n  - name: web\n    image: nginx\n${container}`;
const of = (apiVersion: string, kind: string, rest: string, name = 'web'): string =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: ${name} }\n${rest}`;
const template = (labels: string, spec = ''): string =>
  `  template:\n    metadata: { labels: ${labels} }\n    spec: { ${spec}containers: [{ name: web, image: nginx }] }\n`;
const deployment = (spec: string, labels = '{ app: web }', inPod = ''): string =>
  of('apps/v1', 'Deployment', `spec:\n${spec}${template(labels, inPod)}`);
const selector = '  selector: { matchLabels: { app: web } }\n';
const job = (spec: string): string =>
  of('batch/v1', 'Job', `spec:\n  template:\n    spec: { ${spec}containers: [{ name: web, image: nginx }] }\n`);
const service = (spec: string): string => of('v1', 'Service', `spec: ${spec}\n`);
const container = (fields: string): string => pod(`    ${fields}\n`);
const spec = (fields: string): string => pod('', `  ${fields}\n`);

const cases = {
  'yaml-tab': container('command:\n\t- sh'),
  'yaml-reserved-character': container('command: [@start]'),
  'yaml-second-colon': container('workingDir: a: b'),
  'yaml-colon-missing': 'apiVersion: v1\nkind Pod\nmetadata: {}\n',
  'yaml-indentation': 'metadata:\n  name: web\n  labels: {}\n spec: {}\n',
  'yaml-colon-space': 'metadata:\n  name:web\n  labels: {}\n',
  'yaml-braces': container('workingDir: {{ .dir }}'),
  'look-alike': 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n\u00a0\u00a0\u00a0 labels: {}\n',
  'not-an-object': 'Please make me a Pod.\n',
  'yaml-bracket-open': container('command: ["sh", "-c"\n    tty: true'),
  'yaml-quote-open': container('workingDir: "/tmp'),
  'yaml-anchor-unknown': container('workingDir: *dir'),
  'duplicate-key': container('image: redis'),
  'field-unknown': container('imagePullpolicy: Always'),
  'quantity-format': container('resources: { requests: { memory: 512MB } }'),
  'base64-format': of('v1', 'Secret', 'data: { a: "not base64" }\n'),
  'bool-for-string': container('env: [{ name: A, value: yes }]'),
  'number-for-string': container('args: ["--port", 9090]'),
  'fraction-for-integer': container('ports: [{ containerPort: 80.5 }]'),
  'string-for-integer': container('ports: [{ containerPort: "80" }]'),
  'word-for-integer': container('ports: [{ containerPort: http }]'),
  'string-for-bool': container('tty: "true"'),
  'map-for-string': container('workingDir: { a: b }'),
  'list-for-string': container('workingDir: [a]'),
  'map-for-list': container('ports: { containerPort: 80 }'),
  'string-for-list': container('command: nginx'),
  'list-for-map': container('resources: [{ limits: { cpu: 1 } }]'),
  'string-for-map': container('livenessProbe: "/healthz"'),
  'kind-missing': 'apiVersion: v1\nmetadata: { name: web }\n',
  'api-version-missing': 'kind: Pod\nmetadata: { name: web }\n',
  'kind-not-simulated': of('networking.k8s.io/v1', 'Ingress', ''),
  'kind-unknown': of('v1', 'pod', ''),
  'nothing-to-apply': '# nothing yet\n',
  'namespace-unknown': pod('', '', 'name: web, namespace: shop'),
  'quota-exceeded': {
    before: of('v1', 'ResourceQuota', 'spec: { hard: { pods: 0 } }\n'),
    yaml: pod(''),
  },
  'quota-needs-requests': {
    before: of('v1', 'ResourceQuota', 'spec: { hard: { requests.cpu: 1 } }\n'),
    yaml: pod(''),
  },
  'limit-range-over': {
    before: of('v1', 'LimitRange', 'spec: { limits: [{ type: Container, max: { cpu: 1 } }] }\n'),
    yaml: container('resources: { limits: { cpu: 2 } }'),
  },
  'limit-range-under': {
    before: of('v1', 'LimitRange', 'spec: { limits: [{ type: Container, min: { cpu: 1 } }] }\n'),
    yaml: container('resources: { requests: { cpu: 100m }, limits: { cpu: 2 } }'),
  },
  'pod-security': {
    before:
      'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop, labels: { pod-security.kubernetes.io/enforce: baseline } }\n',
    yaml: pod('    securityContext: { privileged: true }\n', '', 'name: web, namespace: shop'),
  },
  'priority-class-unknown': spec('priorityClassName: high'),
  'service-account-unknown': spec('serviceAccountName: robot'),
  'fractional-bytes': container('resources: { requests: { memory: 400m } }'),
  'env-name-twice': container('env: [{ name: A, value: a }, { name: A, value: b }]'),
  'port-twice': container('ports: [{ containerPort: 80 }, { containerPort: 80 }]'),
  'name-not-for-hostname': pod('', '', 'name: web.shop'),
  'selector-mismatch': deployment(selector, '{ app: shop }'),
  'selector-missing': deployment('  replicas: 1\n'),
  'selector-fixed': {
    before: deployment(selector),
    yaml: deployment('  selector: { matchLabels: { app: shop } }\n', '{ app: shop }'),
  },
  'job-template-fixed': { before: job('restartPolicy: Never, '), yaml: job('restartPolicy: OnFailure, ') },
  'job-restart-policy': job(''),
  'always-restarts': deployment(selector, '{ app: web }', 'restartPolicy: Never, '),
  'init-probe': spec('initContainers: [{ name: init, image: nginx, livenessProbe: { exec: { command: ["true"] } } }]'),
  'volume-two-sources': spec('volumes: [{ name: data, emptyDir: {}, configMap: { name: a } }]'),
  'volume-not-found': container('volumeMounts: [{ name: data, mountPath: /data }]'),
  'mount-path-taken': pod(
    '    volumeMounts: [{ name: data, mountPath: /data }, { name: data, mountPath: /data }]\n',
    '  volumes: [{ name: data, emptyDir: {} }]\n',
  ),
  'mount-path-missing': pod('    volumeMounts: [{ name: data }]\n', '  volumes: [{ name: data, emptyDir: {} }]\n'),
  'file-mode': spec('volumes: [{ name: data, configMap: { name: a, defaultMode: 644 } }]'),
  'env-name-format': container('env: [{ name: "A=B", value: a }]'),
  'env-two-values': container('env: [{ name: A, value: a, valueFrom: { fieldRef: { fieldPath: metadata.name } } }]'),
  'pull-policy-unknown': container('imagePullPolicy: always'),
  'image-missing': 'apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec: { containers: [{ name: web }] }\n',
  'image-spaces': pod('').replace('image: nginx', 'image: " nginx"'),
  'containers-missing': of('v1', 'Pod', 'spec: {}\n'),
  'container-name-missing': of('v1', 'Pod', 'spec: { containers: [{ image: nginx }] }\n'),
  'container-name-taken': pod('  - { name: web, image: nginx }\n'),
  'container-name-format': pod('  - { name: Side_Car, image: nginx }\n'),
  'name-missing': pod('', '', 'labels: { app: web }'),
  'name-format': pod('', '', 'name: My_Web'),
  'label-format': pod('', '', 'name: web, labels: { app: "my web" }'),
  'port-missing': container('ports: [{ name: http }]'),
  'port-range': container('ports: [{ containerPort: 70000 }]'),
  'port-name-format': container('ports: [{ name: http_port, containerPort: 80 }]'),
  'service-port-name': service('{ ports: [{ port: 80 }, { port: 81 }] }'),
  'service-ports-missing': service('{ selector: { app: web } }'),
  'restart-policy-unknown': spec('restartPolicy: never'),
  'request-over-limit': container('resources: { requests: { cpu: 2 }, limits: { cpu: 1 } }'),
  'resource-unknown': container('resources: { requests: { ram: 1 } }'),
  'amount-negative': container('resources: { requests: { cpu: -1 } }'),
  'replicas-negative': deployment(`  replicas: -1\n${selector}`),
  'probe-no-handler': container('livenessProbe: { periodSeconds: 5 }'),
  'probe-two-handlers': container('livenessProbe: { exec: { command: ["true"] }, tcpSocket: { port: 80 } }'),
  'probe-success-threshold': container('livenessProbe: { tcpSocket: { port: 80 }, successThreshold: 2 }'),
  'probe-number-negative': container('livenessProbe: { tcpSocket: { port: 80 }, periodSeconds: -5 }'),
  'pod-containers-fixed': { before: pod(''), yaml: pod('  - { name: side, image: nginx }\n') },
  'pod-field-fixed': { before: pod(''), yaml: container('command: ["sleep"]') },
  'toleration-seconds': spec('tolerations: [{ key: a, operator: Exists, effect: NoSchedule, tolerationSeconds: 5 }]'),
  'toleration-exists-value': spec('tolerations: [{ key: a, operator: Exists, value: b }]'),
  'affinity-values': spec(
    'affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: a, operator: In }] }] } } }',
  ),
  'affinity-operator': spec(
    'affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: a, operator: in, values: [b] }] }] } } }',
  ),
  'affinity-weight': spec(
    'affinity: { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 0, preference: { matchExpressions: [{ key: a, operator: Exists }] } }] } }',
  ),
  'topology-key-missing': spec(
    'affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector: { matchLabels: { app: web } } }] } }',
  ),
  'spread-when': spec('topologySpreadConstraints: [{ maxSkew: 1, topologyKey: zone, whenUnsatisfiable: Never }]'),
  'cron-format': of(
    'batch/v1',
    'CronJob',
    `spec:\n  schedule: every day\n  jobTemplate:\n    spec:\n      template:\n        spec: { restartPolicy: Never, containers: [{ name: web, image: nginx }] }\n`,
  ),
  'strategy-recreate': deployment(`  strategy: { type: Recreate, rollingUpdate: { maxSurge: 1 } }\n${selector}`),
} satisfies Readonly<Record<string, string | Case>>;

export const explanationCases: readonly (Case & { readonly code: string })[] = Object.entries(
  cases as Readonly<Record<string, string | Case>>,
).map(([code, it]) => (typeof it === 'string' ? { code, yaml: it } : { code, ...it }));
