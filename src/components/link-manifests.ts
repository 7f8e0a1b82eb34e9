/** Links to the playground carry the manifest above them. The link is packed here: packed at build time it would weigh as much as the lesson. */
export async function linkManifests(): Promise<void> {
  const links = document.querySelectorAll<HTMLAnchorElement>('a[data-open-manifest]');
  if (links.length === 0) return;
  const { shareFragment } = await import('../workspace/share-link.ts');
  for (const link of links) {
    const yaml = link.parentElement?.previousElementSibling?.textContent;
    link.hash = (yaml && (await shareFragment({ yaml: `${yaml}\n` }))) || '';
  }
}
