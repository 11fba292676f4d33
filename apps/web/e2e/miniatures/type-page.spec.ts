import { expect, test } from '../fixtures.ts';

test('the move form says what is available, and lets nothing else be done', async ({
  page,
  collection,
}) => {
  const { id, name } = await collection.create('Space Marine Intercessors', { inBox: 8 });
  await page.goto(`/miniatures/${id}`);
  await expect(page).toHaveTitle(`${name} · Atelier`);
  const form = page.getByRole('region', { name: 'Move forward' });
  await expect(form.getByText('Available: 8')).toBeVisible();
  const from = form.getByRole('group', { name: 'From' });
  await expect(from.getByRole('radio', { name: /Building/ })).toBeDisabled();
  const quantity = form.getByLabel('How many');
  await quantity.fill('9');
  await expect(form.getByText('Enter a whole number from 1 to 8.')).toBeVisible();
  await expect(form.getByRole('button', { name: 'Move', exact: true })).toBeDisabled();
  await form.getByRole('button', { name: 'All', exact: true }).click();
  await expect(quantity).toHaveValue('8');
  await form.getByRole('button', { name: '5', exact: true }).click();
  await form.getByRole('group', { name: 'To' }).getByRole('radio', { name: 'Priming' }).check();
  await form.getByRole('button', { name: 'Move 5' }).click();
  await expect(page.getByText(`${name}: 5 moved, In box → Priming`)).toBeVisible();
  await expect(form.getByText('Available: 3')).toBeVisible();
  await from.getByRole('radio', { name: /Priming/ }).check();
  await expect(form.getByText('Available: 5')).toBeVisible();
  await expect(
    form.getByRole('group', { name: 'To' }).getByRole('radio', { name: 'Priming' }),
  ).toBeDisabled();
  expect((await collection.get(id)).counts).toMatchObject({ in_box: 3, priming: 5 });
});

test('after a quick amount Enter moves it', async ({ page, collection }) => {
  const { id, name } = await collection.create('Quick', { inBox: 7 });
  await page.goto(`/miniatures/${id}`);
  const form = page.getByRole('region', { name: 'Move forward' });
  const quantity = form.getByLabel('How many');
  await form.getByRole('button', { name: '5', exact: true }).click();
  await expect(quantity).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText(`${name}: 5 moved, In box → Building`)).toBeVisible();
  await expect(quantity).toHaveValue('2');
  await form.getByRole('button', { name: 'All', exact: true }).click();
  await page.keyboard.press('Enter');
  // Both in a row are told as the history tells them.
  await expect(page.getByText(`${name}: 7 moved, In box → Building`)).toBeVisible();
  expect((await collection.get(id)).counts).toMatchObject({ in_box: 0, building: 7 });
});

test('the history sums neighbours up, and shows every entry with what was undone', async ({
  page,
  collection,
}) => {
  const { id } = await collection.create('Skaven Clanrats', { inBox: 20 });
  await collection.move(id, 'IN_BOX', 'BUILDING', 3);
  await collection.move(id, 'IN_BOX', 'BUILDING', 4);
  await page.goto(`/miniatures/${id}`);
  const history = page.getByRole('region', { name: 'History' });
  await expect(history.getByText('7 moved, In box → Building')).toBeVisible();
  await expect(history.getByText('2 steps')).toBeVisible();
  await expect(history.getByText('20 added to the box')).toBeVisible();
  await page.keyboard.press('1');
  await expect(history.getByText('8 moved, In box → Building')).toBeVisible();
  await page.keyboard.press('u');
  await expect(history.getByText('7 moved, In box → Building')).toBeVisible();
  await history.getByText('Every entry').click();
  await expect(history.getByText('1 taken back, Building → In box')).toBeVisible();
  await expect(history.getByText('undone')).toHaveCount(1);
  await expect(history.getByRole('listitem')).toHaveCount(5);
});

test('a long history comes in pages', async ({ page, collection }) => {
  const { id } = await collection.create('Gloomspite Grots', { inBox: 60 });
  const stages = ['IN_BOX', 'BUILDING', 'PRIMING', 'PAINTING', 'DONE'] as const;
  for (let i = 0; i < 20; i += 1) {
    const from = stages[i % 2];
    const to = stages[(i % 2) + 1];
    if (from !== undefined && to !== undefined) await collection.move(id, from, to, 1);
  }
  await page.goto(`/miniatures/${id}`);
  const lines = page.getByRole('region', { name: 'History' }).getByRole('listitem');
  await expect(lines).toHaveCount(15);
  await page.getByRole('button', { name: 'Show more' }).click();
  await expect(lines).toHaveCount(21);
});

test('a page of history that is asked for comes, also when something happens meanwhile', async ({
  page,
  collection,
}) => {
  const { id } = await collection.create('Nighthaunt', { inBox: 60 });
  for (let i = 0; i < 10; i += 1) {
    await collection.move(id, 'IN_BOX', 'BUILDING', 1);
    await collection.move(id, 'BUILDING', 'DONE', 1);
  }
  await page.goto(`/miniatures/${id}`);
  const history = page.getByRole('region', { name: 'History' });
  const lines = history.getByRole('listitem');
  await expect(lines).toHaveCount(15);
  const answers: (() => void)[] = [];
  await page.route(/miniatures\.history/, async (route) => {
    const isNext = route.request().postData()?.includes('"cursor":"') ?? false;
    if (isNext && answers.length === 0) await new Promise<void>((resolve) => answers.push(resolve));
    await route.continue().catch(() => {});
  });
  await page.getByRole('button', { name: 'Show more' }).click();
  await expect.poll(() => answers.length).toBe(1);
  await collection.add(id, 7);
  await expect(history.getByText('7 added to the box')).toBeVisible();
  answers[0]?.();
  await expect(lines).toHaveCount(22);
});

test('charts have a sentence and a table', async ({ page, collection }) => {
  const { id } = await collection.create('Eldar Guardians', { inBox: 6 });
  await collection.move(id, 'IN_BOX', 'DONE', 2);
  await page.goto(`/miniatures/${id}`);
  await expect(page.getByRole('img', { name: /6 miniatures today, 2 of them done/ })).toBeVisible();
  await page.getByRole('button', { name: 'Show as a table: Flow over time' }).click();
  const table = page.getByRole('table', { name: 'Flow over time' });
  await expect(table.getByRole('row').last().getByRole('cell')).toHaveText([
    '4',
    '0',
    '0',
    '0',
    '2',
  ]);
  await page.goto('/miniatures/statistics');
  await expect(page.getByRole('img', { name: /Bars for \d+ weeks?/ })).toBeVisible();
  await page.getByRole('button', { name: 'Show as a table: Time in each stage' }).click();
  await expect(page.getByRole('table', { name: 'Time in each stage' })).toBeVisible();
});

test('an archived type can only be brought back', async ({ page, collection }) => {
  const { id, name } = await collection.create('Chaos Cultists', { inBox: 1 });
  await page.goto(`/miniatures/${id}`);
  await page.getByRole('button', { name: `More actions: ${name}` }).click();
  await page.getByRole('menuitem', { name: 'Archive' }).click();
  await expect(page.getByText(/This type is archived/)).toBeVisible();
  await expect(page.getByRole('region', { name: 'Move forward' })).toBeHidden();
  await page.getByRole('button', { name: 'Restore' }).click();
  await expect(page.getByRole('region', { name: 'Move forward' })).toBeVisible();
});
