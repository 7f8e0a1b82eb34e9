/**
 * Keeps the course for offline (scripts/service-worker.ts) once the page is at rest, and asks before a new version
 * takes the place of the one that is being read.
 */
export function keepOffline(root: string): void {
  if (!('serviceWorker' in navigator) || savesData()) return;
  addEventListener('offline', tellOfOffline);
  if (!navigator.onLine) tellOfOffline();
  const begin = (): void =>
    void navigator.serviceWorker
      .register(`${root}sw.js`)
      .then(tellOfUpdates)
      .catch(() => undefined);
  if (document.readyState === 'complete') begin();
  else addEventListener('load', begin, { once: true });
}

/** Milliseconds that it is said: it may lie over something. */
const TOLD = 8000;

/** What is kept works on; where nothing is kept, the browser says so itself. */
function tellOfOffline(): void {
  const place = document.querySelector<HTMLElement>('[data-offline]');
  if (!place || !navigator.serviceWorker.controller) return;
  const said = document.createElement('span');
  said.textContent = place.dataset['offline'] ?? '';
  place.replaceChildren(said);
  setTimeout(() => said.remove(), TOLD);
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
