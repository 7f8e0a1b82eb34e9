/** Where the reader is: the playhead under the header, and the current section in "On this page". */
export function followReading(): void {
  const bar = document.querySelector<HTMLElement>('.ruler-progress i');
  if (bar) {
    const follow = (): void => {
      const { scrollHeight, clientHeight } = document.documentElement;
      bar.style.width = `${scrollHeight > clientHeight ? Math.min(100, (100 * scrollY) / (scrollHeight - clientHeight)) : 0}%`;
    };
    addEventListener('scroll', follow, { passive: true });
    follow();
  }

  const links = new Map(
    [...document.querySelectorAll<HTMLAnchorElement>('.on-page a')].map((link) => [
      decodeURIComponent(link.hash.slice(1)),
      link,
    ]),
  );
  const seen = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        for (const link of links.values()) link.removeAttribute('aria-current');
        links.get(target.id)?.setAttribute('aria-current', 'true');
      }
    },
    { rootMargin: '-72px 0px -60% 0px' },
  );
  for (const id of links.keys()) {
    const heading = document.getElementById(id);
    if (heading) seen.observe(heading);
  }
}
