import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { buildWithNewArea, editedFiles } from './new-area.ts';

// The whole house is copied, checked and built once.
test.describe.configure({ mode: 'serial' });

let house = '';
test.beforeAll(async () => {
  // A compiler and a build, on a machine that may do other things as well.
  test.setTimeout(180_000);
  house = await buildWithNewArea();
});
test.afterAll(() => rm(house, { recursive: true, force: true }));

/** Shows the app with the new area, over the server of the one without; tells which scripts come. */
async function openHouse(page: Page): Promise<readonly string[]> {
  const dist = join(house, 'apps/web/dist');
  const scripts: string[] = [];
  await page.route(/^[^?]*:\d+\/(?!api\/)/, async (route) => {
    const { pathname } = new URL(route.request().url());
    if (!/\.\w+$/.test(pathname)) return route.fulfill({ path: join(dist, 'index.html') });
    if (pathname.endsWith('.js')) scripts.push(pathname);
    return route.fulfill({ path: join(dist, pathname) });
  });
  return scripts;
}

test('an area is added by editing at most four files outside its folders', () => {
  expect(editedFiles).toBeLessThanOrEqual(4);
});

test('no import of the first load leads to the new area, but one that waits does', async () => {
  interface Chunk {
    readonly file: string;
    readonly imports?: readonly string[];
    readonly dynamicImports?: readonly string[];
  }
  const dist = join(house, 'apps/web/dist');
  const text = await readFile(join(dist, '.vite/manifest.json'), 'utf8');
  const chunks: Readonly<Record<string, Chunk>> = JSON.parse(text);
  const page = await readFile(join(dist, 'index.html'), 'utf8');
  const first = new Set<string>();
  const pending = Object.keys(chunks).filter((name) => page.includes(chunks[name]?.file ?? name));
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (first.has(name)) continue;
    first.add(name);
    pending.push(...(chunks[name]?.imports ?? []));
  }
  const waiting = new Set([...first].flatMap((name) => chunks[name]?.dynamicImports ?? []));
  const own = ['area.ts', 'letters-page.tsx', 'messages/en.ts', 'messages/ru.ts'];
  for (const file of own.map((name) => `src/letters/${name}`)) {
    expect(first.has(file), file).toBe(false);
    expect(waiting.has(file), file).toBe(true);
  }
});

for (const { language, label, link, words } of [
  { language: 'en', label: 'Laboratory', link: 'All runs', words: 'Start a run' },
  { language: 'ru', label: 'Лаборатория', link: 'Все прогоны', words: 'Начать прогон' },
] as const) {
  test.describe(language, () => {
    test.use({ language });

    test('it stands in the navigation, and is fetched when it is opened', async ({ page }) => {
      const scripts = await openHouse(page);
      const isOwn = (path: string) => path.includes('/letters');
      await page.goto('/database');
      await expect(page.getByRole('heading', { level: 2, name: label })).toBeVisible();
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await page.waitForLoadState('load');
      expect(scripts.filter(isOwn)).toEqual([]);
      await page.getByRole('link', { name: link }).click();
      await expect(page.getByRole('heading', { level: 1, name: link })).toBeVisible();
      await expect(page.getByText(words)).toBeVisible();
      expect(scripts.filter(isOwn)).not.toEqual([]);
    });

    test('the palette knows its page and its command', async ({ page }) => {
      await openHouse(page);
      await page.goto('/database');
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await page.keyboard.press('Control+k');
      await page.keyboard.type(words);
      await expect(page.getByRole('option', { name: words })).toBeVisible();
      await page.getByRole('combobox').fill(link);
      await page.getByRole('option', { name: link }).click();
      await expect(page.getByRole('heading', { level: 1, name: link })).toBeVisible();
    });
  });
}
