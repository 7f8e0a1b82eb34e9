import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';

/** A few requests of an API server, for the recorders. */
export interface ApiClient {
  ask(method: string, path: string, body?: unknown, type?: string): Promise<{ status: number; body: string }>;
  /** Where objects of a kind live: all of them without a namespace. */
  pathOf(kind: string, namespace: string, name?: string): string;
  /** Tells of every object of a collection, those that are there first. @returns a function that stops it */
  watch(path: string, seen: (type: string, object: Record<string, unknown>) => void): Promise<() => void>;
}

export const STRATEGIC = 'application/strategic-merge-patch+json';

const PATHS: Readonly<Record<string, string>> = {
  ConfigMap: 'api/v1/configmaps',
  LimitRange: 'api/v1/limitranges',
  Namespace: 'api/v1/namespaces',
  Node: 'api/v1/nodes',
  PersistentVolume: 'api/v1/persistentvolumes',
  PersistentVolumeClaim: 'api/v1/persistentvolumeclaims',
  Pod: 'api/v1/pods',
  ResourceQuota: 'api/v1/resourcequotas',
  Secret: 'api/v1/secrets',
  Service: 'api/v1/services',
  ServiceAccount: 'api/v1/serviceaccounts',
  DaemonSet: 'apis/apps/v1/daemonsets',
  Deployment: 'apis/apps/v1/deployments',
  ReplicaSet: 'apis/apps/v1/replicasets',
  StatefulSet: 'apis/apps/v1/statefulsets',
  CronJob: 'apis/batch/v1/cronjobs',
  Job: 'apis/batch/v1/jobs',
  EndpointSlice: 'apis/discovery.k8s.io/v1/endpointslices',
  Lease: 'apis/coordination.k8s.io/v1/leases',
  PodDisruptionBudget: 'apis/policy/v1/poddisruptionbudgets',
  PriorityClass: 'apis/scheduling.k8s.io/v1/priorityclasses',
  StorageClass: 'apis/storage.k8s.io/v1/storageclasses',
};

export function connect(kubeconfig: string): ApiClient {
  const config = readFileSync(kubeconfig, 'utf8');
  const server = /server: "?([^"},\s]+)/.exec(config)?.[1] ?? '';
  const token = /token: "?([^"},\s]+)/.exec(config)?.[1] ?? '';
  const agent = new Agent({ keepAlive: true, rejectUnauthorized: false, maxSockets: 500 });

  function open(method: string, path: string, body?: unknown, type = 'application/json'): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const text = body === undefined ? '' : JSON.stringify(body);
      const headers = {
        authorization: `Bearer ${token}`,
        'content-type': type,
        'content-length': Buffer.byteLength(text), // Node leaves it out of a DELETE
      };
      const sent = request(new URL(path, server), { method, agent, headers });
      sent.on('response', resolve).on('error', reject);
      sent.end(text);
    });
  }

  async function ask(
    method: string,
    path: string,
    body?: unknown,
    type?: string,
  ): Promise<{ status: number; body: string }> {
    const answer = await open(method, path, body, type);
    let all = '';
    for await (const chunk of answer.setEncoding('utf8')) all += String(chunk);
    return { status: answer.statusCode ?? 0, body: all };
  }

  return {
    ask,
    pathOf(kind, namespace, name) {
      const path = PATHS[kind];
      if (!path) throw new Error(`no path known for ${kind}`);
      const place = namespace ? path.replace(/\/([^/]+)$/, `/namespaces/${namespace}/$1`) : path;
      return `/${place}${name ? `/${name}` : ''}`;
    },
    async watch(path, seen) {
      const list = JSON.parse((await ask('GET', path)).body) as {
        readonly metadata: { readonly resourceVersion: string };
        readonly items: Record<string, unknown>[];
      };
      for (const object of list.items) seen('ADDED', object);
      const answer = await open(
        'GET',
        `${path}?watch=1&timeoutSeconds=86400&resourceVersion=${list.metadata.resourceVersion}`,
      );
      let rest = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => {
        const lines = (rest + chunk).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) {
          const { type, object } = JSON.parse(line) as { type: string; object: Record<string, unknown> };
          seen(type, object);
        }
      });
      answer.on('error', () => undefined); // it was stopped
      return () => answer.destroy();
    },
  };
}
