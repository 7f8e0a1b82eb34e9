import type { JsonObject } from '../json.ts';
import { defaultContainer, roundList } from './containers.ts';
import { fill, isObject, within, withinEach } from './fill.ts';
import { defaultPodResources, requestsFromLimits } from './pod-resources.ts';
import { defaultVolume } from './volumes.ts';

/**
 * What a Pod has that its request left out, beyond what every pod spec has.
 * @source kubernetes/kubernetes pkg/apis/core/v1/defaults.go SetDefaults_Pod
 */
export function defaultPod(pod: JsonObject): JsonObject {
  return within(pod, 'spec', (given) => {
    const spec = fill(defaultPodResources(requestsFromLimits(given)), { enableServiceLinks: true });
    return defaultPodSpec(spec['hostNetwork'] === true ? portsOfTheHost(spec) : spec);
  });
}

/** A template becomes a Pod later: it has the defaults of a spec alone. */
export function defaultPodTemplate(template: JsonObject): JsonObject {
  return within(fill(template, { metadata: {} }), 'spec', defaultPodSpec);
}

/**
 * What every pod spec has, in a Pod and in a template.
 * @source …/defaults.go SetDefaults_PodSpec; zz_generated.defaults.go; conversion.go (serviceAccount follows serviceAccountName)
 */
function defaultPodSpec(given: JsonObject): JsonObject {
  let spec = fill(given, {
    dnsPolicy: 'ClusterFirst',
    restartPolicy: 'Always',
    schedulerName: 'default-scheduler',
    securityContext: {},
    terminationGracePeriodSeconds: 30,
  });
  const account = spec['serviceAccountName'] ?? spec['serviceAccount'];
  if (account) spec = { ...spec, serviceAccount: account, serviceAccountName: account };
  if (isObject(spec['overhead'])) spec = within(spec, 'overhead', roundList);
  for (const list of ['containers', 'initContainers', 'ephemeralContainers'])
    spec = withinEach(spec, list, defaultContainer);
  return withinEach(spec, 'volumes', defaultVolume);
}

function portsOfTheHost(spec: JsonObject): JsonObject {
  const open = (container: JsonObject): JsonObject =>
    withinEach(container, 'ports', (port) => (port['hostPort'] ? port : { ...port, hostPort: port['containerPort'] }));
  return withinEach(withinEach(spec, 'containers', open), 'initContainers', open);
}
