import { appearances } from '../appearances.ts';
import { expect, test } from '../fixtures.ts';
import { startLine } from '../line.ts';

test('an address with nothing behind it says so and leads back', async ({ page }) => {
  await page.goto('/nothing/here');
  await expect(page.getByRole('heading', { level: 1, name: 'Page not found' })).toBeVisible();
  await page.getByRole('link', { name: 'Go to the start page' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page).toHaveURL(/:\d+\/$/);
  await page.goto('/miniatures/0191d2a0-0000-7000-8000-000000000000');
  await expect(
    page.getByRole('heading', { level: 1, name: 'This type does not exist' }),
  ).toBeVisible();
});

test('a page that cannot be read tells why, with the code, and comes back', async ({ page }) => {
  await page.goto('/miniatures/exchange');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.route('**/api/trpc/**', (route) => route.abort());
  await page.getByRole('link', { name: 'Collection' }).click();
  await expect(
    page.getByRole('heading', { level: 1, name: 'This page could not be shown' }),
  ).toBeVisible();
  await expect(page.getByText('The server is not responding. Is it still running?')).toBeVisible();
  await expect(page.getByText('Code: ERR_OFFLINE')).toBeVisible();
  await page.unroute('**/api/trpc/**');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Collection' })).toBeVisible();
});

test('a lost connection is shown, and what was missed is read when it is back', async ({
  page,
  baseURL,
  collection,
}) => {
  const { id, name } = await collection.create('Wraithguard', { inBox: 3 });
  const line = await startLine(new URL(baseURL ?? ''));
  await page.goto(`${line.url}/miniatures?q=${encodeURIComponent(name)}`);
  await expect(page.getByText('Connected')).toBeVisible();
  await expect(page.getByRole('row', { name })).toBeVisible();
  await line.cut();
  const state = page.getByRole('status').filter({ hasText: 'Connection lost, reconnecting…' });
  await expect(state).toBeVisible();
  await collection.move(id, 'IN_BOX', 'BUILDING', 1);
  await line.restore();
  await expect(page.getByText('Connected')).toBeVisible();
  const row = page.getByRole('row', { name });
  await expect(row.getByRole('button', { name: /to Priming, available: 1/ })).toBeVisible();
  await line.cut();
});

test('a refused command puts the count back and says what is there', async ({
  page,
  collection,
}) => {
  const { id, name } = await collection.create('Flagellants', { inBox: 1 });
  await page.goto(`/miniatures?q=${encodeURIComponent(name)}`);
  const row = page.getByRole('row', { name });
  await expect(row).toBeVisible();
  // Another client takes it away in the same moment: the page has not heard of it yet.
  await page.route('**/api/trpc/live.stream**', (route) => route.abort());
  await page.reload();
  await expect(row).toBeVisible();
  await collection.move(id, 'IN_BOX', 'DONE', 1);
  await row.getByRole('button', { name: /from In box to Building, available: 1/ }).click();
  await expect(
    page.getByText('There are not that many in this stage. Available: 0.'),
  ).toBeVisible();
  await expect(row.getByRole('gridcell').nth(6)).toHaveText('1');
});

for (const appearance of appearances) {
  test.describe(`in ${appearance.language}, ${appearance.theme}`, () => {
    test.use({ ...appearance, viewport: { width: 360, height: 740 } });

    test('a lost connection pushes nothing out of the bar of a phone', async ({
      page,
      baseURL,
    }) => {
      const { language } = appearance;
      const line = await startLine(new URL(baseURL ?? ''));
      await page.addInitScript(
        (value) => localStorage.setItem('atelier.language', value),
        language,
      );
      await page.goto(`${line.url}/miniatures`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      const bar = page.getByRole('banner');
      await line.cut();
      await expect(bar.getByText(/^(Connection lost|Нет связи), /)).toBeVisible();
      for (const part of await bar.locator('button, a, [role=status]').all()) {
        await expect(part).toBeInViewport({ ratio: 1 });
      }
      const beyond = await page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        return scrollWidth - clientWidth;
      });
      expect(beyond).toBe(0);
    });
  });
}
