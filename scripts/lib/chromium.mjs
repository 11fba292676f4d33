import { accessSync, constants } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { runNode } from './child-process.mjs';
import { installPackages, inTurn, isRootOnDebian } from './debian.mjs';

// The headless shell first: without the browser around it a page costs less than half of the processor time.
const names = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
];

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
    // With a font that has Cyrillic letters and is taken for `system-ui`: the package pulls none in.
    for (const name of ['chromium-headless-shell', 'chromium']) {
      attempts.push(await inTurn(() => installPackages([name, 'fonts-dejavu-core'])));
      const installed = findChromium();
      if (installed) return installed;
    }
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
