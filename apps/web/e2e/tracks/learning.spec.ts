import type { Page } from '@playwright/test';
import { appearances } from '../appearances.ts';
import { expect, expectAccessible, test } from '../fixtures.ts';

const steps = (page: Page) => page.getByRole('list', { name: 'Steps of the roadmap' });

/** Makes a track past the pages, and gives its slug. */
async function makeTrack(page: Page, title: string, roadmap: readonly string[]) {
  const data = { title, goal: 'Write a report alone', roadmap };
  const answer = await page.request.post('/tracks', { data });
  expect(answer.ok(), await answer.text()).toBe(true);
  return (await answer.json()).slug as string;
}

test('a track is made, begun, worked through and found as it was left', async ({ page }) => {
  test.slow();
  const title = `SQL ${Date.now()}`;
  await page.goto('/tracks');
  await page.getByRole('button', { name: 'New track' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'New track' });
  await dialog.getByLabel('Title').fill(title);
  await dialog.getByLabel('Goal').fill('Write a report alone');
  await dialog.getByLabel('Steps, one on each line').fill('SELECT\nJOIN\n\nIndexes');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  await expect(steps(page).getByRole('listitem')).toHaveText([/SELECT/, /JOIN/, /Indexes/]);

  await page.getByRole('button', { name: 'Start this track' }).click();
  await page.getByRole('checkbox', { name: 'SELECT' }).check();
  await expect(page.getByText('1 of 3 done')).toBeVisible();
  await expect(steps(page).getByRole('listitem').nth(1)).toContainText('Next');

  // In order by the keyboard, by the pointer, by the menu.
  await page.getByRole('checkbox', { name: 'Indexes' }).focus();
  await page.keyboard.press('Alt+ArrowUp');
  await expect(steps(page).getByRole('listitem')).toHaveText([/SELECT/, /Indexes/, /JOIN/]);
  await expect(page.getByText('Indexes: now step 2')).toBeAttached();
  await expect(page.getByRole('checkbox', { name: 'Indexes' })).toBeFocused();
  const items = steps(page).getByRole('listitem');
  await items.nth(2).dragTo(items.nth(0));
  await expect(items).toHaveText([/JOIN/, /SELECT/, /Indexes/]);
  await page.getByRole('button', { name: 'More with step 1' }).click();
  await page.getByRole('menuitem', { name: 'Move down' }).click();
  await expect(items).toHaveText([/SELECT/, /JOIN/, /Indexes/]);

  // Enter sends, Shift and Enter break the line, and an IME's Enter does neither.
  const field = page.getByLabel('Your question or thought');
  await field.fill('漢');
  await field.dispatchEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true });
  await expect(field).toHaveValue('漢');
  await field.fill('What is a **JOIN**?');
  await field.press('Shift+Enter');
  await field.pressSequentially('<img src=x onerror=alert(1)>');
  await field.press('Enter');
  const log = page.getByRole('log', { name: 'Chat' });
  await expect(log.locator('strong', { hasText: 'JOIN' })).toBeVisible();
  await expect(log.getByText('<img src=x onerror=alert(1)>')).toBeVisible();
  await expect(log.locator('img')).toHaveCount(0);
  await expect(field).toHaveValue('');

  // Tabs by their keys.
  await page.getByRole('tab', { name: 'Chat' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tab', { name: 'Practice' })).toBeFocused();
  await expect(page.getByRole('log', { name: 'Practice' })).toBeVisible();
  await page.keyboard.press('3');
  await expect(page.getByRole('tab', { name: 'Simulation', selected: true })).toBeVisible();

  await page.getByRole('button', { name: 'Begin' }).click();
  await page.getByLabel('Item 1: Heading').fill('JOIN');
  await page.getByRole('button', { name: 'Add', exact: true }).last().click();
  await page.getByRole('menuitem', { name: 'Code' }).click();
  await page.getByLabel('Item 2: Code').fill('SELECT 1;');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { level: 3, name: 'JOIN' })).toBeVisible();
  await expectAccessible(page);

  const shown = page.waitForResponse(/tracks\.sessions\.show/);
  await page.keyboard.press('b');
  await shown;
  await expect(steps(page)).toBeHidden();
  // On another device: what was open is open, and what was hidden is hidden.
  await page.reload();
  await expect(page.getByRole('tab', { name: 'Simulation', selected: true })).toBeVisible();
  await expect(steps(page)).toBeHidden();
  await page.getByRole('button', { name: 'Show roadmap and synopsis' }).click();
  await expect(page.getByRole('checkbox', { name: 'SELECT' })).toBeChecked();

  // What was said is found from anywhere.
  await page.keyboard.press('Control+k');
  await page.keyboard.type('JOIN');
  await page
    .getByRole('option', { name: /What is a \*\*JOIN/ })
    .first()
    .click();
  await expect(page.getByRole('tab', { name: 'Chat', selected: true })).toBeVisible();
  await expect(
    page.getByRole('article', { name: 'The message that was looked for' }),
  ).toBeVisible();
});

test('versions of a synopsis are compared, accepted and restored', async ({ page }) => {
  const slug = await makeTrack(page, `Notes ${Date.now()}`, []);
  await page.goto(`/tracks/${slug}`);
  await page.getByRole('button', { name: 'Start this track' }).click();
  await page.getByRole('button', { name: 'Begin' }).click();
  await page.getByLabel('Item 1: Heading').fill('Mine');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { level: 3, name: 'Mine' })).toBeVisible();
  await page.getByRole('button', { name: 'More with the synopsis' }).click();
  await page.getByRole('menuitem', { name: 'Import' }).click();
  await page.getByLabel('JSON, or Markdown').fill('# Theirs\n\n## Theirs too\n\n> a note');
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  const versions = page.getByRole('dialog', { name: 'Versions' });
  // Kept apart: what one wrote oneself is live.
  await expect(versions.getByText('Version 1 · Live')).toBeVisible();
  await versions.getByRole('button', { name: 'Compare with the live one' }).click();
  const difference = versions.getByRole('region', { name: /^What changes/ });
  await expect(difference).toContainText('Theirs too');
  await expect(difference).toContainText('Mine');
  await expectAccessible(page);
  await versions.getByRole('button', { name: 'Accept' }).click();
  await expect(versions.getByText('Version 3 · Live')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByText('a note', { exact: true })).toBeVisible();
});

test('a list in Markdown becomes a track, and what is wrong with a file is said', async ({
  page,
}) => {
  await page.goto('/tracks');
  await page.getByRole('button', { name: 'Import' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Import a track' });
  const text = dialog.getByLabel('JSON, or a list in Markdown');
  await text.fill('{"title":');
  await expect(dialog.getByText('This is no JSON of a track.')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Import', exact: true })).toBeDisabled();
  await text.fill('- read\n- write');
  const title = `Letters ${Date.now()}`;
  await dialog.getByLabel('Title').fill(title);
  await expect(dialog.getByText(`${title}: 2 steps`)).toBeVisible();
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'More with this track' }).click();
  await page.getByRole('menuitem', { name: 'Export as Markdown' }).click();
  expect((await download).suggestedFilename()).toMatch(/^letters-\d+\.md$/);
  await page.getByRole('button', { name: 'More with this track' }).click();
  await page.getByRole('menuitem', { name: 'Archive' }).click();
  await expect(page.getByText('This track is archived.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Start this track' })).toBeHidden();
});

for (const appearance of appearances) {
  test.describe(`${appearance.language}, ${appearance.theme}`, () => {
    test.use({ ...appearance, viewport: { width: 360, height: 740 } });

    test('on a phone nothing is wider than the screen, and axe finds nothing', async ({ page }) => {
      const words = {
        en: { start: 'Start this track', tabs: 'Threads', begin: 'Begin' },
        ru: { start: 'Начать этот трек', tabs: 'Ветки', begin: 'Начать' },
      }[appearance.language];
      const long = 'Прочитайте-очень-длинное-название-без-единого-пробела-и-подумайте-о-нём';
      const slug = await makeTrack(page, `Phone ${Date.now()}`, [long, 'SELECT']);
      const fits = async () =>
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
      await page.goto('/tracks');
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expectAccessible(page);
      await fits();
      await page.goto(`/tracks/${slug}`);
      await page.getByRole('button', { name: words.start }).click();
      await expect(page.getByRole('tablist', { name: words.tabs })).toBeVisible();
      await expect(page.getByRole('button', { name: words.begin, exact: true })).toBeVisible();
      await expectAccessible(page);
      await fits();
      await page.getByRole('button', { name: words.begin, exact: true }).click();
      await expectAccessible(page);
      await fits();
    });
  });
}
