/**
 * Keeps the course for offline (scripts/service-worker.ts) once the page is at rest, and asks before a new version
 * takes the place of the one that is being read.
 */
export function keepOffline(root: string): void {
  if (!('serviceWorker' in navigator) || savesData()) return;
  const begin = (): void =>
    void navigator.serviceWorker
      .register(`${root}sw.js`)
      .then(tellOfUpdates)
      .catch(() => undefined);
  if (document.readyState === 'complete') begin();
  else addEventListener('load', begin, { once: true });
}

const savesData = (): boolean =>
  'connection' in navigator && (navigator.connection as { saveData?: boolean }).saveData === true;

function tellOfUpdates(registration: ServiceWorkerRegistration): void {
  const tell = (): void => {
    if (registration.waiting && navigator.serviceWorker.controller) offer(registration.waiting);
  };
  tell();
  registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', tell));
}

function offer(waiting: ServiceWorker): void {
  const notice = document.querySelector<HTMLElement>('[data-new-version]');
  if (!notice) return;
  notice.hidden = false;
  notice.querySelector('button')?.addEventListener('click', () => {
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
    waiting.postMessage({ type: 'SKIP_WAITING' });
  });
}
