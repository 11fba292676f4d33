import { expect, test } from '../fixtures.ts';

test('a chart says its figures where it is pointed at, and keeps to the policy', async ({
  page,
  collection,
}) => {
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(error.message));
  const { id } = await collection.create('Death Guard', { inBox: 1_234 });
  await collection.move(id, 'IN_BOX', 'DONE', 34);
  await page.goto(`/miniatures/${id}`);
  const chart = page.getByRole('img', { name: /34 of them done/ });
  await expect(chart.locator('path.recharts-area-area')).toHaveCount(5);
  await chart.scrollIntoViewIfNeeded();
  const { width, height } = (await chart.boundingBox()) ?? { width: 0, height: 0 };
  // The last day has a width of its own; the day before it, with nothing, lies to the left.
  await chart.hover({ position: { x: width * 0.9, y: height / 2 } });
  await expect(chart.getByText('1,200')).toBeVisible();
  await chart.hover({ position: { x: width * 0.3, y: height / 2 } });
  await expect(chart.getByText('1,200')).toBeHidden();
  expect(problems).toEqual([]);
});

test('a keyboard passes charts by', async ({ page, collection }) => {
  const { id } = await collection.create('Thousand Sons', { inBox: 2 });
  await page.goto(`/miniatures/${id}`);
  const asTable = page.getByRole('button', { name: 'Show as a table: Flow over time' });
  await expect(page.getByRole('img', { name: /2 miniatures today/ })).toBeVisible();
  await asTable.focus();
  await page.keyboard.press('Tab');
  await expect(
    page.getByRole('button', { name: 'Show as a table: Time in each stage' }),
  ).toBeFocused();
});
