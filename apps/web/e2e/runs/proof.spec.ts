import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { appearances } from '../appearances.ts';
import { expect, expectAccessible, test } from '../fixtures.ts';
import { lockedRun } from './locked-run.ts';

const builtPage = join(import.meta.dirname, '../../dist/verify.html');

test('a locked run is sealed and shared, and its archive is checked without a server', async ({
  page,
  context,
  browser,
}, info) => {
  const { runId } = await lockedRun(page.request, 'Night shift');
  await page.goto(`/runs/runs/${runId}`);
  await expect(page.getByText(/^Locked: /)).toBeVisible();
  await page.getByRole('button', { name: 'Seal the run' }).click();
  const link = page.getByRole('link', { name: /Download the archive/ });
  await expect(link).toBeVisible();
  await expect(page.getByText(/^Sealed: /)).toBeVisible();
  await expectAccessible(page);
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
  const archive = info.outputPath('run.zip');
  await download.saveAs(archive);

  await page.getByRole('button', { name: 'New link' }).click();
  await page.getByLabel('For whom').fill('The customer');
  await page.getByRole('button', { name: 'Make the link' }).click();
  const shown = page.getByLabel('The link is shown this once. Copy it now.');
  const path = new URL(await shown.inputValue()).pathname;
  await page.keyboard.press('Escape');
  await expect(page.getByText('The customer')).toBeVisible();

  const stranger = await browser.newContext({ baseURL: page.url(), locale: 'en-GB' });
  const theirs = await stranger.newPage();
  await theirs.goto(path);
  await theirs.getByRole('link', { name: 'Open the report' }).click();
  await expect(theirs.getByRole('heading', { level: 1, name: 'Night shift' })).toBeVisible();
  await expectAccessible(theirs);
  await page.getByRole('button', { name: 'Revoke the link “The customer”' }).click();
  await expect(page.getByText(/revoked/).first()).toBeVisible();
  await theirs.goto(path);
  await expect(theirs.getByRole('heading', { name: 'There is nothing here' })).toBeVisible();
  await stranger.close();

  await context.setOffline(true);
  await page.goto(pathToFileURL(builtPage).href);
  await page.getByLabel('Archive (ZIP)').setInputFiles(archive);
  await expect(page.getByRole('heading', { name: /^Valid/ })).toBeVisible();
  await expect(page.getByText('Night shift')).toBeVisible();
  await expect(page.getByText(/the archive’s own word/)).toBeVisible();
  const bytes = await readFile(archive);
  const changed = Buffer.from(bytes);
  // In the report, which is packed first.
  changed[1_000] = (changed[1_000] ?? 0) ^ 1;
  const file = { name: 'changed.zip', mimeType: 'application/zip' };
  const pick = (buffer: Buffer) =>
    page.getByLabel('Archive (ZIP)').setInputFiles({ ...file, buffer });
  await pick(changed);
  await expect(page.getByRole('heading', { name: 'Not valid' })).toBeVisible();
  await pick(bytes);
  await page.getByLabel(/Public key/).fill('A'.repeat(43).concat('='));
  await page.getByLabel(/Public key/).press('Enter');
  await expect(page.getByText(/signed with another key/)).toBeVisible();
});

for (const appearance of appearances) {
  test.describe(`${appearance.language}, ${appearance.theme}`, () => {
    test.use(appearance);
    test('the page that checks archives, as the house serves it', async ({ page }) => {
      const problems: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error') problems.push(message.text());
      });
      await page.setViewportSize({ width: 360, height: 700 });
      await page.goto('/verify');
      const title = { en: 'Check a sealed run', ru: 'Проверка опечатанного прогона' };
      const heading = page.getByRole('heading', { level: 1 });
      await expect(heading).toHaveText(title[appearance.language]);
      await expectAccessible(page);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width).toBeLessThanOrEqual(360);
      const other = { en: 'Русский', ru: 'English' };
      await page.getByRole('button', { name: other[appearance.language] }).click();
      await expect(heading).toHaveText(title[appearance.language === 'en' ? 'ru' : 'en']);
      expect(problems).toEqual([]);
    });
  });
}
