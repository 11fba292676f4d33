import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { runCommand, runNode } from './child-process.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

const wellKnownPlaces = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  win32: ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) => {
    const folder = process.env[name];
    return folder ? [join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe')] : [];
  }),
};

/**
 * The Chromium for the browser tests: CHROMIUM_PATH, or one that the machine has.
 *
 * @returns {string | undefined} its path
 * @throws {Error} when CHROMIUM_PATH names no program
 */
export function findChromium() {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (isProgram(given)) return given;
    throw new Error(`CHROMIUM_PATH is ${given}, where there is no program.`);
  }
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const endings = process.platform === 'win32' ? ['.exe'] : [''];
  const candidates = [
    ...names.flatMap((name) =>
      folders.flatMap((folder) => endings.map((ending) => join(folder, name + ending))),
    ),
    ...(process.platform === 'darwin' || process.platform === 'win32'
      ? wellKnownPlaces[process.platform]
      : []),
  ];
  // Playwright takes a second to load, so it is asked last.
  return candidates.find(isProgram) ?? playwrightsOwn();
}

/**
 * Finds a Chromium, or fetches one: Debian's package as root on Debian, else Playwright's download.
 *
 * @param {{onFetch?: (from: string) => void}} [options] called before one is fetched
 * @returns {Promise<string>} its path
 * @throws {Error} that says what was tried and what to do
 */
export async function ensureChromium({ onFetch = () => {} } = {}) {
  const found = findChromium();
  if (found) return found;

  const attempts = [];
  if (isRootOnDebian()) {
    onFetch('Debian');
    attempts.push(await installFromDebian());
    const installed = findChromium();
    if (installed) return installed;
  }
  onFetch('Playwright');
  attempts.push((await runNode([playwrightCli(), 'install', 'chromium'])).output);
  const downloaded = findChromium();
  if (downloaded) return downloaded;

  throw new Error(
    [
      'There is no Chromium for the browser tests, and none could be fetched.',
      'Install Chromium or Chrome, or set CHROMIUM_PATH to its program, and try again.',
      ...attempts.map((output) => output.trim()),
    ].join('\n\n'),
  );
}

/** With a font that has Cyrillic letters and is taken for `system-ui`: the package alone pulls none in. */
async function installFromDebian() {
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const packages = ['chromium', 'fonts-dejavu-core'];
  const update = await runCommand('apt-get', ['update', '-q'], { env, timeout: 180 });
  const install = await runCommand(
    'apt-get',
    ['install', '-y', '-q', '--no-install-recommends', ...packages],
    { env, timeout: 420 },
  );
  return update.output + install.output;
}

function isRootOnDebian() {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version') && !isUbuntu();
}

/** There the package of this name only fetches a snap. */
function isUbuntu() {
  return (
    existsSync('/etc/os-release') && /^ID=ubuntu$/m.test(readFileSync('/etc/os-release', 'utf8'))
  );
}

function playwrightCli() {
  return createRequire(new URL('../../apps/web/package.json', import.meta.url)).resolve(
    '@playwright/test/cli',
  );
}

/** What an earlier download left; nothing when Playwright is not installed. */
function playwrightsOwn() {
  try {
    const path = createRequire(playwrightCli())('playwright-core').chromium.executablePath();
    return isProgram(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

function isProgram(/** @type {string} */ path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
