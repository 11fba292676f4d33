import { gzipSync } from 'node:zlib';
import { expect, test } from '../fixtures.ts';
import { navigationPages } from '../navigation-pages.ts';

test('the first page is light, and asks nobody else for anything', async ({ page, baseURL }) => {
  const weights = { script: 0, stylesheet: 0 };
  const strangers: string[] = [];
  const problems: string[] = [];
  const weighing: Promise<void>[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('response', (response) => {
    if (!response.url().startsWith(new URL(baseURL ?? '').origin)) strangers.push(response.url());
    const kind = response.request().resourceType();
    if (kind !== 'script' && kind !== 'stylesheet') return;
    weighing.push(
      response.body().then((body) => {
        weights[kind] += gzipSync(body).length;
      }),
    );
  });
  await page.goto('/miniatures');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByText('Connected')).toBeVisible();
  await page.waitForLoadState('load');
  await Promise.all(weighing);
  expect(weights.script).toBeGreaterThan(50_000);
  expect(weights.script).toBeLessThan(200_000);
  expect(weights.stylesheet).toBeLessThan(45_000);
  expect(strangers).toEqual([]);
  // A violation of the Content-Security-Policy is an error in the console.
  expect(problems).toEqual([]);
});

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
