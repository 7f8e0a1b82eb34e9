/** The service worker that keeps the whole course for reading and exercising without a network. */
import { generateSW } from 'workbox-build';

/** Writes `<dist>/sw.js`. @returns how many files it keeps, and their bytes */
export async function writeServiceWorker(dist: string): Promise<{ count: number; size: number }> {
  const { count, size, warnings } = await generateSW({
    globDirectory: dist,
    globPatterns: ['**/*.{html,js,css,wasm,svg,png,woff2,json,pagefind,pf_meta,pf_index,pf_fragment}'],
    globIgnores: ['sw.js', 'recorded/**'],
    swDest: `${dist}/sw.js`,
    inlineWorkboxRuntime: true,
    sourcemap: false,
    /** Addresses end in "/": each is its folder's index.html. */
    directoryIndex: 'index.html',
    /** What stands after "?" is the page's own matter: a search, a choice. */
    ignoreURLParametersMatching: [/./],
    cleanupOutdatedCaches: true,
    /** The page asks the reader first (src/layouts/offline.ts). */
    skipWaiting: false,
    clientsClaim: true,
    maximumFileSizeToCacheInBytes: 4_000_000,
    /** Names that carry a hash of their content never change. */
    dontCacheBustURLsMatching: /\/_astro\//,
  });
  if (warnings.length > 0) throw new Error(warnings.join('\n'));
  return { count, size };
}
