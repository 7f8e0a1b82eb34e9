/**
 * Finds a browser to test with, or installs one: what is on the machine, Debian's package where we are root, else
 * (Chromium) Playwright's own download.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from 'playwright';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const FIREFOX = ['/usr/bin/firefox-esr', '/usr/bin/firefox'];

const run = (command: string, args: readonly string[]): boolean =>
  spawnSync(command, args, { stdio: 'inherit' }).status === 0;
const canInstall = (): boolean => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
const install = (...packages: readonly string[]): void => {
  run('apt-get', ['update']);
  run('apt-get', ['install', '-y', '--no-install-recommends', ...packages]);
};

/** @returns the path of a Chromium. Throws with what to do where none can be had. */
export function findBrowser(): string {
  const places = (): readonly (string | undefined)[] => [
    process.env['CHROMIUM'],
    ...CHROMIUM,
    chromium.executablePath(),
  ];
  const found = starting(places());
  if (found) return found;
  if (canInstall()) install('chromium', 'fonts-noto-cjk');
  else run('npx', ['playwright', 'install', 'chromium']);
  const now = starting(places());
  if (!now)
    throw new Error(
      'No Chromium was found and none could be installed. Install one (Debian: apt-get install chromium) or set CHROMIUM to its path.',
    );
  return now;
}

/** @returns the path of a Firefox; undefined where there is none and none can be installed. */
export function findFirefox(): string | undefined {
  const places = [process.env['FIREFOX'], ...FIREFOX];
  const found = starting(places);
  if (found || !canInstall()) return found;
  install('firefox-esr');
  return starting(places);
}

const starting = (places: readonly (string | undefined)[]): string | undefined =>
  places.find((path): path is string => path !== undefined && path !== '' && existsSync(path) && starts(path));

function starts(path: string): boolean {
  try {
    execFileSync(path, ['--version'], { stdio: 'ignore', timeout: 20_000 });
    return true;
  } catch {
    return false;
  }
}
