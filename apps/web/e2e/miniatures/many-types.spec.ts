import { expect, test } from '../fixtures.ts';

const stages = ['IN_BOX', 'BUILDING', 'PRIMING', 'PAINTING', 'DONE'];

/** A file of a thousand types, `from` their first number. */
function thousandTypes(from: number) {
  return Array.from({ length: 1000 }, (_, i) => ({
    name: `Miniature ${from + i}`,
    stage_counts: stages.map((stage, place) => ({ stage, count: (from + i + place) % 7 })),
    history: [],
  }));
}

test('an empty collection invites; ten thousand types scroll with a screenful of rows', async ({
  page,
  request,
  ownApp,
}) => {
  await page.goto(`${ownApp.url}/miniatures`);
  await expect(page.getByRole('heading', { name: 'No miniatures yet' })).toBeVisible();
  await page.getByRole('button', { name: 'Add the first type' }).click();
  await expect(page.getByRole('dialog', { name: 'New type' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.goto(`${ownApp.url}/miniatures/statistics`);
  await expect(page.getByText('No data yet')).toBeVisible();
  await page.goto(`${ownApp.url}/miniatures`);
  await page.getByRole('link', { name: 'Import a collection' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Import and export' })).toBeVisible();

  for (let from = 1; from < 10_000; from += 1000) {
    const answer = await request.post(`${ownApp.url}/api/v1/import`, {
      data: { types: thousandTypes(from) },
    });
    expect(answer.ok()).toBe(true);
  }
  await page.goto(`${ownApp.url}/miniatures`);
  const grid = page.getByRole('grid');
  await expect(grid).toHaveAttribute('aria-rowcount', '10001');
  await expect(page.getByRole('row', { name: 'Miniature 1', exact: true })).toBeVisible();
  const rows = () => page.getByRole('row').count();
  expect(await rows()).toBeLessThan(50);

  await page.keyboard.press('j');
  // Rows are measured as they come, and the end moves: as a person does who goes on until it is reached.
  await expect(async () => {
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
    const last = page.getByRole('row', { name: 'Miniature 10000', exact: true });
    await expect(last).toBeVisible({ timeout: 2000 });
  }).toPass();
  expect(await rows()).toBeLessThan(50);
  // The focused row is far away by now, and still the one that keys act on.
  await page.keyboard.press('1');
  await expect(page.getByText('Miniature 1: 1 moved, In box → Building')).toBeVisible();
  await page.keyboard.press('End');
  await expect(page.getByRole('row', { name: 'Miniature 10000', exact: true })).toBeFocused();
});
