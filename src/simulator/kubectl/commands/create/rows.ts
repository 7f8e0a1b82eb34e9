import { row, type CommandRow } from '../../command-row.ts';
import { clusterRoleBinding, roleBinding } from './bindings.ts';
import {
  configMap,
  dockerRegistrySecret,
  genericSecret,
  namespace,
  serviceAccount,
  tlsSecret,
} from './configuration.ts';
import { ingress } from './ingress.ts';
import { podDisruptionBudget, priorityClass, resourceQuota } from './policies.ts';
import { clusterRole, role } from './roles.ts';
import { service } from './services.ts';
import { makingFlags } from './submit.ts';
import { token, tokenFlags } from './token.ts';
import { group } from '../group.ts';
import { cronJob, deployment, job } from './workloads.ts';

const sources = 'append-hash:bool from-env-file:strings from-file:strings from-literal:string';
const withFlags = (own: string): string => (own === '' ? makingFlags : `${makingFlags} ${own}`);

/** The commands below `kubectl create`. */
export const createRows: Readonly<Record<string, CommandRow>> = {
  namespace: row(namespace, makingFlags, { aliases: ['ns'] }),
  quota: row(resourceQuota, withFlags('hard:string scopes:string'), { aliases: ['resourcequota'] }),
  secret: row(group, '', {
    below: {
      'docker-registry': row(
        dockerRegistrySecret,
        withFlags(
          `append-hash:bool docker-email:string docker-password:string docker-server:string docker-username:string from-file:strings`,
        ),
      ),
      tls: row(tlsSecret, withFlags('append-hash:bool cert:string key:string')),
      generic: row(genericSecret, withFlags(`${sources} type:string`)),
    },
  }),
  configmap: row(configMap, withFlags(sources), { aliases: ['cm'] }),
  serviceaccount: row(serviceAccount, makingFlags, { aliases: ['sa'] }),
  service: row(group, '', {
    aliases: ['svc'],
    below: {
      clusterip: row(service('ClusterIP'), withFlags('clusterip:string tcp:strings')),
      nodeport: row(service('NodePort'), withFlags('node-port:int tcp:strings')),
      loadbalancer: row(service('LoadBalancer'), withFlags('tcp:strings')),
      externalname: row(service('ExternalName'), withFlags('external-name:string tcp:strings'), {
        required: ['external-name'],
      }),
    },
  }),
  deployment: row(deployment, withFlags('image:strings port:int32 replicas,r:int32'), {
    aliases: ['deploy'],
    required: ['image'],
  }),
  clusterrole: row(
    clusterRole,
    withFlags('aggregation-rule:string non-resource-url:strings resource:strings resource-name:string verb:strings'),
  ),
  clusterrolebinding: row(
    clusterRoleBinding,
    withFlags('clusterrole:string group:string serviceaccount:string user:string'),
    { required: ['clusterrole'] },
  ),
  role: row(role, withFlags('resource:strings resource-name:string verb:strings')),
  rolebinding: row(
    roleBinding,
    withFlags('clusterrole:string group:string role:string serviceaccount:string user:string'),
  ),
  poddisruptionbudget: row(
    podDisruptionBudget,
    withFlags('max-unavailable:string min-available:string selector:string'),
    { aliases: ['pdb'] },
  ),
  priorityclass: row(
    priorityClass,
    withFlags('description:string global-default:bool preemption-policy:string value:int32'),
    { aliases: ['pc'] },
  ),
  job: row(job, withFlags('from:string image:string')),
  cronjob: row(cronJob, withFlags('image:string restart:string schedule:string'), {
    aliases: ['cj'],
    required: ['image', 'schedule'],
  }),
  ingress: row(ingress, withFlags('annotation:string class:string default-backend:string rule:string'), {
    aliases: ['ing'],
  }),
  token: row(token, tokenFlags),
};
