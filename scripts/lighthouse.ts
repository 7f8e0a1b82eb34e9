/**
 * Lighthouse on the built site, in the browser that the tests use. Accessibility, best practices and SEO must be 100; performance is told.
 *   node scripts/lighthouse.ts [page …]
 */
import lighthouse from 'lighthouse';
import { chromium } from 'playwright';
import { findBrowser } from './browser.ts';
import { serve } from './serve.ts';

const PORT = 4391;
const DEBUG_PORT = 9333;
const PAGES = ['en/', 'ko/', 'en/probes/probe-timing/', 'en/exercises/command-or-args/', 'en/glossary/'];
const ASSERTED = ['accessibility', 'best-practices', 'seo'];

const server = await serve(PORT, process.env['SITE_BASE'] ?? '/');
const chrome = await chromium.launch({
  executablePath: findBrowser(),
  args: ['--no-sandbox', '--disable-gpu', `--remote-debugging-port=${DEBUG_PORT}`],
});
const asked = process.argv.slice(2);
for (const page of asked.length > 0 ? asked : PAGES) {
  const result = await lighthouse(`http://127.0.0.1:${PORT}/${page}`, { port: DEBUG_PORT, logLevel: 'error' });
  const { categories, audits } = result!.lhr;
  const scores = Object.entries(categories).map(([id, { score }]) => [id, Math.round((score ?? 0) * 100)] as const);
  console.log(`${page.padEnd(34)} ${scores.map(([id, score]) => `${id} ${score}`).join('  ')}`);
  for (const [id, score] of scores) {
    if (!ASSERTED.includes(id) || score === 100) continue;
    process.exitCode = 1;
    for (const { id: audit, weight } of categories[id]!.auditRefs)
      if (weight > 0 && (audits[audit]?.score ?? 1) < 1) console.log(`    ${audit}: ${audits[audit]?.title}`);
  }
}
await chrome.close();
server.close();
