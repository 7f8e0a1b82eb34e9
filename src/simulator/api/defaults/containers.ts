import type { Json, JsonObject } from '../json.ts';
import { roundUpToMilli } from '../../quantity.ts';
import { fill, isObject, within, withinEach } from './fill.ts';
import { imageTag } from './image-tag.ts';

/**
 * One container of any sort.
 * @source kubernetes/kubernetes pkg/apis/core/v1/defaults.go SetDefaults_Container, SetDefaults_Probe, SetDefaults_HTTPGetAction
 */
export function defaultContainer(container: JsonObject): JsonObject {
  const out: Record<string, Json | undefined> = {
    ...fill(container, {
      imagePullPolicy: imageTag(String(container['image'] ?? '')) === 'latest' ? 'Always' : 'IfNotPresent',
      terminationMessagePath: '/dev/termination-log',
      terminationMessagePolicy: 'File',
      resources: {},
    }),
  };
  if (isObject(out['resources'])) out['resources'] = roundResources(out['resources']);
  for (const probe of ['livenessProbe', 'readinessProbe', 'startupProbe']) {
    const value = out[probe];
    if (isObject(value)) out[probe] = defaultProbe(value);
  }
  const lifecycle = out['lifecycle'];
  if (isObject(lifecycle)) out['lifecycle'] = defaultLifecycle(lifecycle);
  return withinEach(
    withinEach(out, 'ports', (port) => fill(port, { protocol: 'TCP' })),
    'env',
    defaultEnv,
  );
}

/** Amounts in a pod are whole thousandths. @source …/defaults.go SetDefaults_ResourceList */
function roundResources(resources: JsonObject): JsonObject {
  let out = resources;
  for (const list of ['limits', 'requests']) if (isObject(out[list])) out = within(out, list, roundList);
  return out;
}

/** Amounts by resource, each rounded up to a thousandth. */
export function roundList(list: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(list).map(([name, amount]) => [name, typeof amount === 'string' ? roundUpToMilli(amount) : amount]),
  );
}

function defaultProbe(probe: JsonObject): JsonObject {
  return defaultHandler(
    fill(probe, { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 }),
  );
}

function defaultLifecycle(lifecycle: JsonObject): JsonObject {
  const out: Record<string, Json | undefined> = { ...lifecycle };
  for (const hook of ['postStart', 'preStop']) {
    const value = out[hook];
    if (isObject(value)) out[hook] = defaultHandler(value);
  }
  return out;
}

function defaultHandler(handler: JsonObject): JsonObject {
  const { httpGet, grpc } = handler;
  return {
    ...handler,
    ...(isObject(httpGet) ? { httpGet: fill(httpGet, { path: '/', scheme: 'HTTP' }) } : {}),
    ...(isObject(grpc) ? { grpc: { ...grpc, service: grpc['service'] ?? '' } } : {}),
  };
}

function defaultEnv(env: JsonObject): JsonObject {
  const source = env['valueFrom'];
  if (!isObject(source)) return env;
  const { fieldRef, fileKeyRef } = source;
  return {
    ...env,
    valueFrom: {
      ...source,
      ...(isObject(fieldRef) ? { fieldRef: fill(fieldRef, { apiVersion: 'v1' }) } : {}),
      ...(isObject(fileKeyRef) ? { fileKeyRef: fill(fileKeyRef, { optional: false }) } : {}),
    },
  };
}
