import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';

/** The names of all scripts that the page asks for from here on. */
function scriptsOf(page: Page): readonly string[] {
  const scripts: string[] = [];
  page.on('request', (request) => {
    if (request.resourceType() === 'script') scripts.push(new URL(request.url()).pathname);
  });
  return scripts;
}

for (const { address, own, other } of [
  { address: '/database', own: 'lifecycle', other: 'miniatures' },
  { address: '/miniatures', own: 'miniatures', other: 'lifecycle' },
]) {
  test(`nothing of an area is fetched before it is opened: ${address}`, async ({ page }) => {
    const scripts = scriptsOf(page);
    await page.goto(address);
    await expect(page.getByText('Connected')).toBeVisible();
    await page.waitForLoadState('load');
    const named = (area: string) => scripts.filter((path) => path.includes(`/${area}`));
    expect(named(own)).not.toEqual([]);
    expect(named(other)).toEqual([]);
    // A link that is pointed at fetches its area beforehand, so that nothing flashes.
    const away = page.locator(
      `nav a[href="${other === 'lifecycle' ? '/database' : '/miniatures'}"]`,
    );
    await away.hover();
    await expect.poll(() => named(other)).not.toEqual([]);
  });
}

test('from a page of another area the palette finds a type, makes one, and knows every page', async ({
  page,
  collection,
}) => {
  const { name } = await collection.create('Wraithlord');
  await page.goto('/database');
  await expect(page.getByRole('heading', { level: 2 }).first()).toBeVisible();
  const field = page.getByRole('combobox', { name: 'Commands' });
  await page.keyboard.press('Control+k');
  await page.keyboard.type('statistics');
  await expect(page.getByRole('option', { name: 'Statistics' })).toBeVisible();
  await field.fill('new type');
  await expect(page.getByRole('option', { name: 'New type' })).toBeVisible();
  await field.fill(name);
  await expect(page.getByRole('option', { name })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
});

test('a type that the palette found can be moved on: what was found is none of the lists', async ({
  page,
  collection,
}) => {
  const { name } = await collection.create('Hormagaunts', { inBox: 3 });
  await page.goto('/miniatures');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.keyboard.type(name);
  await expect(page.getByRole('option', { name })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await page.keyboard.press('1');
  await expect(page.getByText(`${name}: 1 moved, In box → Building`)).toBeVisible();
  await expect(page.getByText('Available: 2')).toBeVisible();
});

test('an area that is opened later hears of changes, and remembers what can be taken back', async ({
  page,
  collection,
}) => {
  const { id, name } = await collection.create('Sisters Repentia', { inBox: 5 });
  await page.goto('/database');
  await expect(page.getByText('Connected')).toBeVisible();
  const navigation = page.getByRole('navigation');
  await navigation.getByRole('link', { name: 'Collection' }).click();
  await page.getByRole('textbox', { name: 'Search by name' }).fill(name);
  const row = page.getByRole('row', { name });
  await expect(page.getByText('1 type found')).toBeVisible();
  await expect(row).toBeVisible();
  await collection.move(id, 'IN_BOX', 'DONE', 1);
  await expect(row.getByRole('gridcell').nth(6)).toHaveText('1');
  await row.getByRole('button', { name: /from In box to Building, available: 4/ }).click();
  await expect(page.getByText(`${name}: 1 moved, In box → Building`)).toBeVisible();

  await navigation.getByRole('link', { name: 'Database' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Database' })).toBeVisible();
  // Keys are those of the area that is shown.
  await page.keyboard.press('n');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog').getByRole('heading', { level: 3 })).toHaveText([
    'Everywhere',
  ]);
  await page.keyboard.press('Escape');
  await navigation.getByRole('link', { name: 'Collection' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Collection' })).toBeVisible();
  await page.keyboard.press('u');
  await expect(page.getByText(`${name}: 1 moved back, Building → In box`)).toBeVisible();
});
