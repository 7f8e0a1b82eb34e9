/**
 * Serves dist as a static host would.
 *   node scripts/serve.ts [--build] [--port 4321]
 */
import { spawnSync } from 'node:child_process';
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const ROOT = fileURLToPath(new URL('../dist', import.meta.url));
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
  '.xml': 'application/xml',
  '.ico': 'image/x-icon',
};

/** Serves the built site. `base` is the path it was built for. */
export function serve(port: number, base = '/'): Promise<Server> {
  const server = createServer((request, response) => {
    const path = pathOf(request.url ?? '/');
    const file = path?.startsWith(base) ? fileOf(path.slice(base.length)) : undefined;
    const found = file ?? join(ROOT, '404.html');
    response.writeHead(file ? 200 : 404, {
      'content-type': TYPES[extname(found)] ?? 'application/octet-stream',
      'cache-control': 'no-cache',
    });
    if (existsSync(found)) createReadStream(found).pipe(response);
    else response.end('not found');
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

/** Undefined where the address is not well written: it leads nowhere. */
function pathOf(address: string): string | undefined {
  try {
    return decodeURIComponent(new URL(address, 'http://localhost').pathname);
  } catch {
    return undefined;
  }
}

function fileOf(path: string): string | undefined {
  const inside = join(ROOT, normalize(`/${path}`));
  for (const candidate of [inside, join(inside, 'index.html'), `${inside}.html`])
    if (existsSync(candidate) && statSync(candidate).isFile()) return candidate;
  return undefined;
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { build: { type: 'boolean' }, port: { type: 'string', default: '4321' } } });
  const base = process.env['SITE_BASE'] ?? '/';
  // Before the build, so that a port that is taken is told at once; who asks early waits for it.
  await serve(Number(values.port), base).catch((error: NodeJS.ErrnoException) => {
    console.error(
      error.code === 'EADDRINUSE'
        ? `Port ${values.port} is taken. Name another: npm start -- --port 4322`
        : `Port ${values.port}: ${error.message}`,
    );
    process.exit(1);
  });
  if (values.build) {
    const { status } = spawnSync(process.execPath, [fileURLToPath(new URL('./build.ts', import.meta.url))], {
      stdio: 'inherit',
    });
    if (status !== 0) process.exit(status ?? 1);
  }
  console.log(`Inside the Pod is at http://127.0.0.1:${values.port}${base}`);
}
