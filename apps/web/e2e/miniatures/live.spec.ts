import { expect, test } from '../fixtures.ts';

test('a change in one tab, or by REST, shows in the other', async ({
  page,
  context,
  collection,
}) => {
  const { name, id } = await collection.create('Redemptor Dreadnought', { inBox: 4 });
  const address = `/miniatures?q=${encodeURIComponent(name)}`;
  await page.goto(address);
  const other = await context.newPage();
  await other.goto(address);
  await expect(page.getByText('Connected')).toBeVisible();
  await expect(other.getByText('Connected')).toBeVisible();

  await page
    .getByRole('row', { name })
    .getByRole('button', { name: /from In box/ })
    .click();
  const there = other.getByRole('row', { name });
  await expect(
    there.getByRole('button', { name: /from Building to Priming, available: 1/ }),
  ).toBeVisible();
  await collection.move(id, 'IN_BOX', 'DONE', 3);
  await expect(there.getByRole('gridcell').nth(6)).toHaveText('3');
  await expect(page.getByRole('row', { name }).getByRole('gridcell').nth(6)).toHaveText('3');

  // The tab that kept the connection goes; the other takes it over.
  await page.close();
  await expect(other.getByText('Connected')).toBeVisible();
  await collection.move(id, 'BUILDING', 'DONE', 1);
  await expect(there.getByRole('gridcell').nth(6)).toHaveText('4');
  const made = await collection.create('Redemptor Dreadnought two');
  await other.getByRole('textbox', { name: 'Search by name' }).fill(made.name);
  await expect(other.getByRole('row', { name: made.name })).toBeVisible();
});

test('a type that is made elsewhere appears in the list, and its page follows changes', async ({
  page,
  collection,
}) => {
  const mark = collection.nameOf('').trim();
  const { name, id } = await collection.create('Beastmen', { inBox: 7 });
  await page.goto(`/miniatures/${id}`);
  await expect(page.getByText('Available: 7')).toBeVisible();
  await expect(page.getByText('Connected')).toBeVisible();
  await collection.move(id, 'IN_BOX', 'BUILDING', 2);
  await expect(page.getByText('Available: 5')).toBeVisible();
  await expect(page.getByText('2 moved, In box → Building')).toBeVisible();
  await page.goto(`/miniatures?q=${mark}`);
  await expect(page.getByRole('row', { name })).toBeVisible();
  await expect(page.getByText('Connected')).toBeVisible();
  const late = await collection.create('Latecomers');
  await expect(page.getByRole('row', { name: late.name })).toBeVisible();
});

test('a tab whose connection is another tab’s does not call itself connected while that says nothing', async ({
  page,
  context,
}) => {
  // A tab that has the lock, and hangs.
  await page.goto('/api/docs');
  const release = await page.evaluateHandle(async () => {
    let end = () => {};
    const held = new Promise<void>((resolve) => {
      end = resolve;
    });
    await new Promise<void>((taken) => {
      void navigator.locks.request('atelier.stream', () => {
        taken();
        return held;
      });
    });
    return { end };
  });
  const other = await context.newPage();
  await other.goto('/miniatures');
  await expect(other.getByText('Connecting…')).toBeVisible();
  await expect(other.getByText('Connection lost, reconnecting…').first()).toBeVisible({
    timeout: 15_000,
  });
  await release.evaluate(({ end }) => end());
  await expect(other.getByText('Connected')).toBeVisible();
});
