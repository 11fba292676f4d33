import { expect, expectAccessible, test } from '../fixtures.ts';

// The page is the server's, but only a browser can tell how it looks.
for (const theme of ['light', 'dark'] as const) {
  for (const width of [360, 1440]) {
    test.describe(`the REST endpoints at /api/docs, ${theme}, ${width} px wide`, () => {
      test.use({ theme, viewport: { width, height: 800 } });

      test('can be read by everybody, and nothing hangs over the edge', async ({ page }) => {
        const problems: string[] = [];
        page.on('console', (message) => {
          if (message.type() === 'error') problems.push(message.text());
        });
        await page.goto('/api/docs');
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        const place = (role: 'heading' | 'navigation') =>
          page.getByRole(role).first().boundingBox();
        const [title, menu] = [await place('heading'), await place('navigation')];
        if (width < 500) expect(title?.y).toBeLessThan(menu?.y ?? 0);
        else expect(menu?.x).toBeLessThan(title?.x ?? 0);
        await expectAccessible(page);
        const overhang = await page.evaluate(
          () => document.documentElement.scrollWidth - window.innerWidth,
        );
        expect(overhang).toBe(0);
        expect(problems).toEqual([]);
      });
    });
  }
}

test('the navigation leads to an endpoint', async ({ page }) => {
  await page.goto('/api/docs');
  await page.getByRole('navigation').getByRole('link', { name: 'Move miniatures forward' }).click();
  const endpoint = page.getByRole('article', { name: 'Move miniatures forward' });
  await expect(endpoint).toBeInViewport();
  await expect(endpoint.getByText('/api/v1/types/{id}/move', { exact: true })).toBeVisible();
});
