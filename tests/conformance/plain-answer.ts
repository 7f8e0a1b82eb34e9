/** A kubelet case's answer as text, without what differs from cluster to cluster: ids, container ids by appearance, the node's address. */
export function withoutIds(text: string): string {
  const containers = new Map<string, string>();
  return text
    .replace(/containerd:\/\/[0-9a-f]{64}/g, (id) => {
      const known = containers.get(id) ?? `container-${containers.size + 1}`;
      containers.set(id, known);
      return known;
    })
    .replace(/"imageID":"[^"]+"/g, '"imageID":"IMAGE-ID"')
    .replace(/"hostIP":"[^"]+"/g, '"hostIP":"NODE-IP"')
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'UID')
    .replace(/[0-9a-f]{64}/g, 'ID')
    .replace(/\([0-9a-f]{32}\)/g, '(UID)')
    .replace(/\bon \d+\.\d+\.\d+\.\d+:53\b/g, 'on DNS:53');
}
