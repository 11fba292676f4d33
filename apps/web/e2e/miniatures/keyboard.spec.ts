import { expect, test } from '../fixtures.ts';

test('by keyboard alone: make a type, move it on, take it back, open it, return', async ({
  page,
  collection,
}) => {
  const name = collection.nameOf('Necron Warriors');
  await page.goto('/miniatures');
  await expect(page.getByRole('button', { name: 'New type' })).toBeVisible();
  await page.keyboard.press('n');
  await expect(page.getByLabel('Name', { exact: true })).toBeFocused();
  await page.keyboard.type(name);
  await page.keyboard.press('Tab');
  await page.keyboard.type('4');
  await page.keyboard.press('Enter');
  const row = page.getByRole('row', { name });
  await expect(row).toBeFocused();
  await page.keyboard.press('1');
  await expect(
    row.getByRole('button', { name: /from Building to Priming, available: 1/ }),
  ).toBeVisible();
  await page.keyboard.press('2');
  await expect(
    row.getByRole('button', { name: /from Priming to Painting, available: 1/ }),
  ).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(
    row.getByRole('button', { name: /from Building to Priming, available: 1/ }),
  ).toBeVisible();
  await page.keyboard.press('b');
  await expect(page.getByRole('dialog', { name: 'Add to box' })).toBeVisible();
  await page.keyboard.type('6');
  await page.keyboard.press('Enter');
  await expect(
    row.getByRole('button', { name: /from In box to Building, available: 9/ }),
  ).toBeVisible();
  await expect(row).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name })).toBeFocused();
  await page.keyboard.press('3');
  await expect(page.getByText(`${name}: nothing to move, “Priming” is empty.`)).toBeVisible();
});

test('keys still work after a switch was clicked', async ({ page, collection }) => {
  const { name } = await collection.create('Switched', { inBox: 1 });
  await page.goto(`/miniatures?q=${encodeURIComponent(name)}`);
  await page.getByText('Archived', { exact: true }).click();
  await page.getByText('Active', { exact: true }).click();
  await expect(page.getByRole('radio', { name: 'Active' })).toBeFocused();
  await expect(page.getByRole('row', { name })).toBeVisible();
  await page.keyboard.press('j');
  await expect(page.getByRole('row', { name })).toBeFocused();
});

test('a new type can be made from every page', async ({ page, collection }) => {
  const { id, name } = await collection.create('Elsewhere');
  await page.goto(`/miniatures/${id}`);
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await page.keyboard.press('n');
  await expect(page.getByRole('dialog', { name: 'New type' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { level: 1, name: 'Collection' })).toBeVisible();
});

test('a key for an empty stage says so, and asks nothing of the server', async ({
  page,
  collection,
}) => {
  const { name } = await collection.create('Empty-handed', { inBox: 1 });
  const moves: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('miniatures.move')) moves.push(request.url());
  });
  await page.goto(`/miniatures?q=${encodeURIComponent(name)}`);
  await expect(page.getByRole('row', { name })).toBeVisible();
  await page.keyboard.press('j');
  await page.keyboard.press('3');
  await expect(page.getByText(`${name}: nothing to move, “Priming” is empty.`)).toBeVisible();
  await expect(page.getByRole('alert')).toBeHidden();
  expect(moves).toEqual([]);
  await page.keyboard.press('1');
  await expect(page.getByText(`${name}: 1 moved, In box → Building`)).toBeVisible();
  expect(moves).toHaveLength(1);
});

test('arrows and j, k walk through the rows; slash goes to the search and down leaves it', async ({
  page,
  collection,
}) => {
  const first = await collection.create('A-walk', { inBox: 1 });
  const second = await collection.create('B-walk', { inBox: 1 });
  await page.goto(`/miniatures?q=${collection.nameOf('walk').slice(-6)}`);
  await expect(page.getByRole('row', { name: second.name })).toBeVisible();
  await page.keyboard.press('j');
  await expect(page.getByRole('row', { name: first.name })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('row', { name: second.name })).toBeFocused();
  await page.keyboard.press('k');
  await expect(page.getByRole('row', { name: first.name })).toBeFocused();
  await page.keyboard.press('/');
  await expect(page.getByRole('textbox', { name: 'Search by name' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('row', { name: first.name })).toBeFocused();
});

test.describe('on a Russian keyboard', () => {
  test.use({ language: 'ru' });

  test('keys are found by their place', async ({ page }) => {
    await page.goto('/miniatures');
    await expect(page.getByRole('button', { name: 'Новый тип' })).toBeVisible();
    await page.evaluate(() =>
      document.body.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'т', code: 'KeyN', bubbles: true, cancelable: true }),
      ),
    );
    await expect(page.getByRole('dialog', { name: 'Новый тип' })).toBeVisible();
  });
});

test('the command palette goes to a type, makes one, and switches language and theme', async ({
  page,
  collection,
}) => {
  const { name } = await collection.create('Deathshroud Terminators');
  await page.goto('/miniatures/statistics');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const field = page.getByRole('combobox', { name: 'Commands' });

  await page.keyboard.press('Control+k');
  await expect(field).toBeFocused();
  await page.keyboard.type('dark');
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');

  await page.keyboard.press('Control+k');
  await page.keyboard.type(name);
  await expect(page.getByRole('option', { name })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();

  await page.keyboard.press('Control+k');
  await page.keyboard.type('nothing like this');
  await expect(page.getByText('Nothing matches “nothing like this”.')).toBeVisible();
  await field.fill('new type');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'New type' })).toBeVisible();
  await page.keyboard.press('Escape');

  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('русский');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Коллекция' })).toBeVisible();
});

test('the first Tab leads past the navigation', async ({ page }) => {
  await page.goto('/miniatures');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('main')).toBeFocused();
});
