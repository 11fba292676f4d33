import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { findChromium } from './chromium.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'atelier-chromium-'));
  vi.stubEnv('PATH', folder);
  vi.stubEnv('CHROMIUM_PATH', '');
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

function addProgram(name: string, mode = 0o755): string {
  const path = join(folder, process.platform === 'win32' ? `${name}.exe` : name);
  writeFileSync(path, '');
  chmodSync(path, mode);
  return path;
}

test('the headless shell in the path comes before Chromium, and that before Chrome', () => {
  addProgram('google-chrome');
  const chromium = addProgram('chromium');
  expect(findChromium()).toBe(chromium);
  const shell = addProgram('chromium-headless-shell');
  expect(findChromium()).toBe(shell);
});

test('a file that cannot be run is none', () => {
  addProgram('chromium', 0o644);
  const chrome = addProgram('google-chrome-stable');
  expect(findChromium()).toBe(chrome);
});

test('CHROMIUM_PATH comes first, and a wrong one is an error instead of another browser', () => {
  addProgram('chromium');
  const given = addProgram('my-browser');
  vi.stubEnv('CHROMIUM_PATH', given);
  expect(findChromium()).toBe(given);
  vi.stubEnv('CHROMIUM_PATH', join(folder, 'missing'));
  expect(() => findChromium()).toThrow('CHROMIUM_PATH');
});
