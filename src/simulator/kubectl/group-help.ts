/**
 * What kubectl says of itself and of its commands that only hold others.
 * @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/util/templates/templates.go; the Short and Long of pkg/cmd
 */
export function groupHelp(path: string): string | undefined {
  const group = Object.hasOwn(GROUPS, path) ? GROUPS[path] : undefined;
  if (path === '') return rootHelp();
  if (!group) return undefined;
  const name = `kubectl ${path}`;
  return (
    `${group.about}\n\n` +
    (group.aliases === undefined ? '' : `Aliases:\n${group.aliases}\n\n`) +
    (group.examples === undefined ? '' : `Examples:\n${group.examples}\n\n`) +
    `Available Commands:\n${commandLines(group.commands)}\n${usage(name, group.usage)}`
  );
}

type Commands = Readonly<Record<string, string>>;

interface Group {
  readonly about: string;
  readonly aliases?: string;
  readonly examples?: string;
  readonly commands: Commands;
  /** What its usage has between its name and "[options]". */
  readonly usage: string;
}

const NARROWEST = 11;

function commandLines(commands: Commands, longest = 0): string {
  const width = Math.max(NARROWEST, longest, ...Object.keys(commands).map((name) => name.length)) + 3;
  return Object.entries(commands)
    .map(([name, words]) => `  ${name.padEnd(width)}${words}\n`)
    .join('');
}

function usage(name: string, what: string): string {
  return `Usage:\n  ${name} ${what} [options]\n\nUse "${name} <command> --help" for more information about a given command.\n${USE_OPTIONS}`;
}

export const USE_OPTIONS =
  'Use "kubectl options" for a list of global command-line options (applies to all commands).\n';

/** What a command does, in a few words: as the list that it stands in has it. */
export function shortHelp(path: string): string | undefined {
  const words = path.split(' ');
  const name = words.pop() ?? '';
  const lists = words.length > 0 ? [GROUPS[words.join(' ')]?.commands ?? {}] : Object.values(ROOT);
  return lists.find((list) => Object.hasOwn(list, name))?.[name];
}

function rootHelp(): string {
  const longest = Math.max(...Object.values(ROOT).flatMap((commands) => Object.keys(commands).map((n) => n.length)));
  const sections = Object.entries(ROOT).map(([title, commands]) => `${title}:\n${commandLines(commands, longest)}\n`);
  return `kubectl controls the Kubernetes cluster manager.\n\n Find more information at: https://kubernetes.io/docs/reference/kubectl/\n\n${sections.join('')}${usage('kubectl', '[flags]')}`;
}

const ROOT: Readonly<Record<string, Commands>> = {
  'Basic Commands (Beginner)': {
    create: 'Create a resource from a file or from stdin',
    expose: 'Take a replication controller, service, deployment or pod and expose it as a new Kubernetes service',
    run: 'Run a particular image on the cluster',
    set: 'Set specific features on objects',
  },
  'Basic Commands (Intermediate)': {
    explain: 'Get documentation for a resource',
    get: 'Display one or many resources',
    edit: 'Edit a resource on the server',
    delete: 'Delete resources by file names, stdin, resources and names, or by resources and label selector',
  },
  'Deploy Commands': {
    rollout: 'Manage the rollout of a resource',
    scale: 'Set a new size for a deployment, replica set, or replication controller',
    autoscale: 'Auto-scale a deployment, replica set, stateful set, or replication controller',
  },
  'Cluster Management Commands': {
    certificate: 'Modify certificate resources',
    'cluster-info': 'Display cluster information',
    top: 'Display resource (CPU/memory) usage',
    cordon: 'Mark node as unschedulable',
    uncordon: 'Mark node as schedulable',
    drain: 'Drain node in preparation for maintenance',
    taint: 'Update the taints on one or more nodes',
  },
  'Troubleshooting and Debugging Commands': {
    describe: 'Show details of a specific resource or group of resources',
    logs: 'Print the logs for a container in a pod',
    attach: 'Attach to a running container',
    exec: 'Execute a command in a container',
    'port-forward': 'Forward one or more local ports to a pod',
    proxy: 'Run a proxy to the Kubernetes API server',
    cp: 'Copy files and directories to and from containers',
    auth: 'Inspect authorization',
    debug: 'Create debugging sessions for troubleshooting workloads and nodes',
    events: 'List events',
  },
  'Advanced Commands': {
    diff: 'Diff the live version against a would-be applied version',
    apply: 'Apply a configuration to a resource by file name or stdin',
    patch: 'Update fields of a resource',
    replace: 'Replace a resource by file name or stdin',
    wait: 'Wait for a specific condition on one or many resources',
    kustomize: 'Build a kustomization target from a directory or URL',
  },
  'Settings Commands': {
    label: 'Update the labels on a resource',
    annotate: 'Update the annotations on a resource',
    completion: 'Output shell completion code for the specified shell (bash, zsh, fish, or powershell)',
  },
  'Subcommands provided by plugins': {},
  'Other Commands': {
    'api-resources': 'Print the supported API resources on the server',
    'api-versions': 'Print the supported API versions on the server, in the form of "group/version"',
    config: 'Modify kubeconfig files',
    kuberc: 'Manage kuberc configuration files',
    plugin: 'Provides utilities for interacting with plugins',
    version: 'Print the client and server version information',
  },
};

const GROUPS: Readonly<Record<string, Group>> = {
  auth: {
    about: 'Inspect authorization.',
    commands: {
      'can-i': 'Check whether an action is allowed',
      reconcile: 'Reconciles rules for RBAC role, role binding, cluster role, and cluster role binding objects',
      whoami: 'Experimental: Check self subject attributes',
    },
    usage: '[flags]',
  },
  'create secret': {
    about:
      'Create a secret with specified type.\n\n A docker-registry type secret is for accessing a container registry.\n\n A generic type secret indicate an Opaque secret type.\n\n A tls type secret holds TLS certificate and its associated key.',
    commands: {
      'docker-registry': 'Create a secret for use with a Docker registry',
      generic: 'Create a secret from a local file, directory, or literal value',
      tls: 'Create a TLS secret',
    },
    usage: '(docker-registry | generic | tls)',
  },
  'create service': {
    about: 'Create a service using a specified subcommand.',
    aliases: 'service, svc',
    commands: {
      clusterip: 'Create a ClusterIP service',
      externalname: 'Create an ExternalName service',
      loadbalancer: 'Create a LoadBalancer service',
      nodeport: 'Create a NodePort service',
    },
    usage: '[flags]',
  },
  config: {
    about: 'Modify kubeconfig files.',
    commands: {
      'current-context': 'Display the current-context',
      'delete-cluster': 'Delete the specified cluster from the kubeconfig',
      'delete-context': 'Delete the specified context from the kubeconfig',
      'delete-user': 'Delete the specified user from the kubeconfig',
      'get-clusters': 'Display clusters defined in the kubeconfig',
      'get-contexts': 'Describe one or many contexts',
      'get-users': 'Display users defined in the kubeconfig',
      'rename-context': 'Rename a context from the kubeconfig file',
      set: 'Set an individual value in a kubeconfig file',
      'set-cluster': 'Set a cluster entry in kubeconfig',
      'set-context': 'Set a context entry in kubeconfig',
      'set-credentials': 'Set a user entry in kubeconfig',
      unset: 'Unset an individual value in a kubeconfig file',
      'use-context': 'Set the current-context in a kubeconfig file',
      view: 'Display merged kubeconfig settings or a specified kubeconfig file',
    },
    usage: 'SUBCOMMAND',
  },
  top: {
    about: 'Display resource (CPU/memory) usage.',
    commands: {
      node: 'Display resource (CPU/memory) usage of nodes',
      pod: 'Display resource (CPU/memory) usage of pods',
    },
    usage: '[flags]',
  },
  rollout: {
    about:
      'Manage the rollout of one or many resources.\n        \n Valid resource types include:\n\n  *  deployments\n  *  daemonsets\n  *  statefulsets',
    examples:
      "  # Rollback to the previous deployment\n  kubectl rollout undo deployment/abc\n  \n  # Check the rollout status of a daemonset\n  kubectl rollout status daemonset/foo\n  \n  # Restart a deployment\n  kubectl rollout restart deployment/abc\n  \n  # Restart deployments with the 'app=nginx' label\n  kubectl rollout restart deployment --selector=app=nginx",
    commands: {
      history: 'View rollout history',
      pause: 'Mark the provided resource as paused',
      restart: 'Restart a resource',
      resume: 'Resume a paused resource',
      status: 'Show the status of the rollout',
      undo: 'Undo a previous rollout',
    },
    usage: 'SUBCOMMAND',
  },
  set: {
    about:
      'Configure application resources.\n\n These commands help you make changes to existing application resources.',
    commands: {
      env: 'Update environment variables on a pod template',
      image: 'Update the image of a pod template',
      resources: 'Update resource requests/limits on objects with pod templates',
      selector: 'Set the selector on a resource',
      serviceaccount: 'Update the service account of a resource',
      subject: 'Update the user, group, or service account in a role binding or cluster role binding',
    },
    usage: 'SUBCOMMAND',
  },
};
