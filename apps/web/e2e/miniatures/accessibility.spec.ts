import type { Page } from '@playwright/test';
import { appearances } from '../appearances.ts';
import { expect, expectAccessible, test } from '../fixtures.ts';
import { navigationPages } from '../navigation-pages.ts';

/** Opens a dialog by a key, has axe look at it, and closes it again. */
async function lookAtDialog(page: Page, key: string): Promise<void> {
  await page.keyboard.press(key);
  await expect(page.locator('dialog[open]')).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(page.locator('dialog[open]')).toHaveCount(0);
}

for (const { language, theme } of appearances) {
  test.describe(`axe, ${language}, ${theme}`, () => {
    test.use({ language, theme });

    test('finds nothing on the list', async ({ page, collection }) => {
      const { name, id } = await collection.create('Ork Boyz', { inBox: 8 });
      await collection.move(id, 'IN_BOX', 'PAINTING', 3);
      await page.goto(`/miniatures?q=${encodeURIComponent(name)}`);
      await expect(page.getByRole('row', { name })).toBeVisible();
      await expectAccessible(page);
      await page.goto('/miniatures?q=nothing-of-this-name');
      await expect(page.getByRole('heading', { level: 2 }).last()).toBeVisible();
      await expectAccessible(page);
    });

    test('finds nothing on a type and in the statistics', async ({ page, collection }) => {
      const { id, name } = await collection.create('Bloodthirster', { inBox: 3 });
      await collection.move(id, 'IN_BOX', 'DONE', 1);
      await page.goto(`/miniatures/${id}`);
      await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
      await expect(page.locator('.recharts-surface').first()).toBeVisible();
      await expectAccessible(page);
      await page.goto('/miniatures/statistics');
      await expect(page.locator('.recharts-surface').first()).toBeVisible();
      await expectAccessible(page);
      for (const button of await page.locator('main section button').all()) await button.click();
      await expect(page.getByRole('table').first()).toBeVisible();
      await expectAccessible(page);
    });

    test('finds nothing on import, export and an unknown page', async ({ page, collection }) => {
      const { name } = await collection.create('Daemonettes', { inBox: 3 });
      await page.goto('/miniatures/exchange');
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expectAccessible(page);
      const stages = ['IN_BOX', 'BUILDING', 'PRIMING', 'PAINTING', 'DONE'];
      const types = [
        { name, stage_counts: stages.map((stage) => ({ stage, count: 2 })), history: [] },
      ];
      const choose = page.locator('input[type="file"]');
      const mimeType = 'application/json';
      const content = Buffer.from(JSON.stringify({ types }));
      await choose.setInputFiles({ name: 'export.json', mimeType, buffer: content });
      await expect(page.getByRole('table')).toBeVisible();
      await expectAccessible(page);
      await page.getByRole('main').getByRole('button').last().click();
      await choose.setInputFiles({ name: 'bad.json', mimeType, buffer: Buffer.from('{') });
      await expect(page.getByRole('main').getByRole('alert')).toBeVisible();
      await expectAccessible(page);
      await page.goto('/nothing-here');
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expectAccessible(page);
    });
  });
}

for (const { language, theme } of [
  { language: 'en', theme: 'light' },
  { language: 'ru', theme: 'dark' },
] as const) {
  test.describe(`axe, what opens, and on a phone, ${language}, ${theme}`, () => {
    test.use({ language, theme });

    test('finds nothing on any page of the navigation', async ({ page }) => {
      for (const address of await navigationPages(page)) {
        await page.goto(address);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await expectAccessible(page);
      }
    });

    test('finds nothing in dialogs, menus and notices', async ({ page, collection }) => {
      const { name } = await collection.create('Grey Knights', { inBox: 8 });
      await page.goto(`/miniatures?q=${encodeURIComponent(name)}`);
      await expect(page.getByRole('row', { name })).toBeVisible();
      await page.keyboard.press('j');
      for (const key of ['n', 'b', 'e', '?', 'Control+k']) await lookAtDialog(page, key);
      await page.keyboard.press('1');
      await page.keyboard.press('4');
      await expect(page.locator('[role="status"]').filter({ hasText: name })).toBeVisible();
      await page.keyboard.press('x');
      await expectAccessible(page);
      await page.locator('[data-foot-bar]').getByRole('button').first().click();
      await expect(page.locator('dialog[open]')).toBeVisible();
      await expectAccessible(page);
      await page.keyboard.press('Escape');
      await page.getByRole('row', { name }).locator('[aria-haspopup="menu"]').click();
      await expect(page.getByRole('menuitem').first()).toBeFocused();
      await expectAccessible(page);
    });

    test('finds nothing on a phone', async ({ page, collection }) => {
      await page.setViewportSize({ width: 360, height: 740 });
      const { name } = await collection.create('Clanrats', { inBox: 3 });
      await page.goto(`/miniatures?q=${encodeURIComponent(name)}`);
      await expect(page.getByRole('row', { name })).toBeVisible();
      await expectAccessible(page);
      await page.locator('header button').first().click();
      await expect(page.locator('dialog[open]')).toBeVisible();
      await expectAccessible(page);
      await page.locator('dialog [aria-haspopup="menu"]').last().click();
      await expect(page.getByRole('menuitemradio').first()).toBeVisible();
      await expectAccessible(page);
    });
  });
}
