import { expect, test } from '../fixtures.ts';

test('switching the language loses nothing typed, searched or opened, and is remembered', async ({
  page,
  collection,
}) => {
  const { name } = await collection.create('Plague Marines', { inBox: 2 });
  await page.goto('/miniatures');
  await page.getByRole('textbox', { name: 'Search by name' }).fill(name);
  await expect(page.getByRole('row', { name })).toBeVisible();
  await page.getByRole('button', { name: 'Language: English' }).click();
  await page.getByRole('menuitemradio', { name: 'Русский' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'ru');
  await expect(page).toHaveTitle('Коллекция · Atelier');
  await expect(page.getByRole('textbox', { name: 'Поиск по названию' })).toHaveValue(name);
  await expect(page.getByRole('row', { name })).toBeVisible();

  await page.getByRole('button', { name: `Другие действия: ${name}` }).click();
  await page.getByRole('menuitem', { name: 'Переименовать' }).click();
  await page.getByLabel('Новое название').fill('half-typed');
  // The dialog covers the menu, so the language comes from another tab's choice or the palette: Ctrl+K.
  await page.keyboard.press('Control+k');
  await page.keyboard.type('English');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Rename' }).getByLabel('New name')).toHaveValue(
    'half-typed',
  );
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'Collection' })).toBeVisible();
});

test('a notice that is shown changes its language too', async ({ page, collection }) => {
  const { name } = await collection.create('Bloodletters', { inBox: 5 });
  await page.goto(`/miniatures?q=${encodeURIComponent(name)}`);
  await page
    .getByRole('row', { name })
    .getByRole('button', { name: /from In box/ })
    .click();
  await expect(page.getByText('1 moved, In box → Building')).toBeVisible();
  await page.getByRole('button', { name: 'Language: English' }).click();
  await page.getByRole('menuitemradio', { name: 'Русский' }).click();
  await expect(page.getByText('перемещена 1 миниатюра, В коробке → Сборка')).toBeVisible();
});

test.describe('on the first visit', () => {
  test.use({ storageState: { cookies: [], origins: [] }, locale: 'ru-RU', colorScheme: 'dark' });

  test('language and theme are the browser’s, from the first paint', async ({ page }) => {
    await page.goto('/');
    await expect(page.locator('html')).toHaveAttribute('lang', 'ru');
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
    await expect(page.getByRole('heading', { level: 1, name: 'Главная' })).toBeVisible();
  });
});
