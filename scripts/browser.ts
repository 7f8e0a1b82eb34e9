/**
 * Finds a Chromium to test with, or installs one: what is on the machine, Debian's package where we are root, else
 * Playwright's own download.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from 'playwright';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** @returns the path of a Chromium. Throws with what to do where none can be had. */
export function findBrowser(): string {
  const found = installed();
  if (found) return found;
  const run = (command: string, args: string[]): boolean => spawnSync(command, args, { stdio: 'inherit' }).status === 0;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    run('apt-get', ['update']);
    run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-noto-cjk']);
  } else run('npx', ['playwright', 'install', 'chromium']);
  const now = installed();
  if (!now)
    throw new Error(
      'No Chromium was found and none could be installed. Install one (Debian: apt-get install chromium) or set CHROMIUM to its path.',
    );
  return now;
}

function installed(): string | undefined {
  const named = process.env['CHROMIUM'];
  return [named, ...PLACES, chromium.executablePath()].find(
    (path): path is string => path !== undefined && path !== '' && existsSync(path) && starts(path),
  );
}

function starts(path: string): boolean {
  try {
    execFileSync(path, ['--version'], { stdio: 'ignore', timeout: 20_000 });
    return true;
  } catch {
    return false;
  }
}
