import { gzipSync } from 'node:zlib';
import type { Response } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { navigationPages } from '../navigation-pages.ts';

// Half a kilobyte above what it is: whoever needs more has to look for what is not needed before.
const languages = [
  { language: 'en', connected: 'Connected', maxScript: 202_700 },
  { language: 'ru', connected: 'Подключено', maxScript: 204_500 },
] as const;

const firstPages = ['/', '/miniatures'].flatMap((address) =>
  languages.map((language) => ({ address, ...language })),
);

for (const { address, language, connected, maxScript } of firstPages) {
  test.describe(() => {
    test.use({ language });

    test(`the first page is light, and asks nobody else for anything: ${address}, ${language}`, async ({
      page,
      baseURL,
    }) => {
      const weights = { script: 0, stylesheet: 0 };
      const strangers: string[] = [];
      const problems: string[] = [];
      const files = new Map<string, Response>();
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning')
          problems.push(message.text());
      });
      page.on('pageerror', (error) => problems.push(error.message));
      page.on('response', (response) => {
        const url = response.url();
        if (!url.startsWith(new URL(baseURL ?? '').origin)) strangers.push(url);
        files.set(url, response);
      });
      await page.addInitScript(() => {
        new MutationObserver((_changes, observer) => {
          if (document.querySelector('h1') === null) return;
          performance.mark('page-stands');
          observer.disconnect();
        }).observe(document, { childList: true, subtree: true });
      });
      await page.goto(address);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(page.getByText(connected)).toBeVisible();
      await page.waitForLoadState('load');
      // What is fetched behind the page, while the browser has nothing else to do, holds up nothing.
      const first = await page.evaluate(() => {
        const stands = performance.getEntriesByName('page-stands')[0]?.startTime ?? 0;
        const loaded = performance.getEntriesByType('resource');
        return loaded.filter(({ startTime }) => startTime <= stands).map(({ name }) => name);
      });
      for (const url of first) {
        const file = files.get(url);
        const kind = file?.request().resourceType();
        if (file === undefined || (kind !== 'script' && kind !== 'stylesheet')) continue;
        weights[kind] += gzipSync(await file.body()).length;
      }
      expect(weights.script).toBeGreaterThan(50_000);
      expect(weights.script).toBeLessThan(maxScript);
      expect(weights.stylesheet).toBeLessThan(45_000);
      expect(strangers).toEqual([]);
      // A violation of the Content-Security-Policy is an error in the console.
      expect(problems).toEqual([]);
    });
  });
}

for (const language of ['en', 'ru'] as const) {
  test.describe(`at 360 px, ${language}`, () => {
    test.use({ language, viewport: { width: 360, height: 740 } });

    test('no page scrolls sideways, and the navigation is at hand', async ({
      page,
      collection,
    }) => {
      const long = 'Adeptus-Mechanicus-Ironstrider-Ballistarius-with-twin-cognis-autocannon';
      const { id } = await collection.create(long, { inBox: 1_000_000 });
      await collection.move(id, 'IN_BOX', 'DONE', 123_456);
      const searched = `/miniatures?q=${encodeURIComponent(long)}`;
      const pages = await navigationPages(page);
      for (const address of [...pages, '/nothing-here', `/miniatures/${id}`, searched]) {
        await page.goto(address);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - window.innerWidth,
        );
        expect(overflow, address).toBeLessThanOrEqual(0);
      }
      await page
        .getByRole('button', { name: language === 'ru' ? 'Открыть меню' : 'Open navigation' })
        .click();
      await page
        .getByRole('dialog')
        .getByRole('link', { name: language === 'ru' ? 'Статистика' : 'Statistics' })
        .click();
      await expect(page).toHaveURL(/statistics$/);
      await expect(page.getByRole('dialog')).toBeHidden();
    });
  });
}
