/**
 * Links to the playground carry the manifest above them. The link is packed when the reader comes near it: packed at build
 * time it would weigh as much as the lesson.
 */
export function linkManifests(): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>('a[data-open-manifest]')) {
    for (const nearing of ['pointerenter', 'focus']) link.addEventListener(nearing, () => void pack(link));
    link.addEventListener('click', (event) => {
      if (link.hash !== '') return;
      event.preventDefault(); // the press came before the link was packed
      void pack(link).then(() => (location.href = link.href));
    });
  }
}

async function pack(link: HTMLAnchorElement): Promise<void> {
  if (link.hash !== '') return;
  const yaml = link.parentElement?.previousElementSibling?.textContent;
  const { shareFragment } = await import('../workspace/share-link.ts');
  link.hash = (yaml && (await shareFragment({ yaml: `${yaml}\n` }))) || '';
}
