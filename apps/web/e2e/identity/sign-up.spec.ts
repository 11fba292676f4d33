import type { Browser, Page } from '@playwright/test';
import { type BuiltApp, startBuiltApp } from '../built-app.ts';
import { expect, expectAccessible, test } from '../fixtures.ts';

let app: BuiltApp;
test.beforeAll(async () => {
  app = await startBuiltApp({ AUTH_MODE: 'team', AUTH_REGISTRATION: 'open' });
});
test.afterAll(() => app.stop());
// Whoever has an account comes with a picture of themselves.
test.describe.configure({ mode: 'serial' });

const password = 'four words and a comma';
const email = 'nia@example.org';

async function browserOf(browser: Browser, locale = 'en-GB'): Promise<Page> {
  const context = await browser.newContext({ baseURL: app.url, locale });
  return context.newPage();
}

test('whoever comes makes an account, and is told at the fields what is wrong', async ({
  browser,
}) => {
  const page = await browserOf(browser);
  await page.goto('/');
  await page.getByRole('button', { name: 'No account yet? Create one.' }).click();
  await expect(page.getByRole('heading', { name: 'Create an account' })).toBeVisible();
  await expectAccessible(page);
  const submit = page.getByRole('button', { name: 'Create the account' });
  const name = page.getByLabel('Your name');
  const address = page.getByLabel('Email');
  const secret = page.getByLabel('Password', { exact: true });
  await expect(secret).toHaveAccessibleDescription(/^12 to 128 characters/);

  await address.fill('nobody at all');
  await submit.click();
  await expect(name).toBeFocused();
  await expect(name).toHaveAccessibleDescription('Enter your name.');
  await expect(address).toHaveAccessibleDescription(/email address/);
  await expectAccessible(page);

  await name.fill('Nia');
  await address.fill(email);
  await secret.fill('password123');
  await submit.click();
  await expect(secret).toBeFocused();
  await expect(secret).toHaveAccessibleDescription(/not among the most common/);
  await secret.fill(password);
  await submit.click();
  await expect(page.getByRole('button', { name: 'Your account: Nia' })).toBeVisible();

  const other = await browserOf(browser);
  await other.goto('/');
  await other.getByRole('button', { name: 'No account yet? Create one.' }).click();
  await other.getByLabel('Your name').fill('Nia too');
  await other.getByLabel('Email').fill(email);
  await other.getByLabel('Password', { exact: true }).fill(password);
  await other.getByRole('button', { name: 'Create the account' }).click();
  await expect(other.getByLabel('Email')).toHaveAccessibleDescription(/already an account/);
  await other.getByRole('button', { name: 'Back to sign-in' }).click();
  await expect(other.getByLabel('Email')).toHaveValue(email);
});

test('in Russian as well', async ({ browser }) => {
  const page = await browserOf(browser, 'ru-RU');
  await page.goto('/');
  await page.getByRole('button', { name: 'Ещё нет учётной записи? Создайте её.' }).click();
  await page.getByRole('button', { name: 'Создать учётную запись' }).click();
  await expect(page.getByLabel('Ваше имя')).toHaveAccessibleDescription('Введите ваше имя.');
  await expect(page.getByLabel('Эл. почта')).toHaveAccessibleDescription(/[а-яё]/i);
});

/** A picture that Chromium draws: 8 by 8 pixels, each of another colour, so that it does not shrink to nothing. */
async function drawnPicture(page: Page, side = 8): Promise<Buffer> {
  const encoded = await page.evaluate((pixels) => {
    const canvas = document.createElement('canvas');
    canvas.width = pixels;
    canvas.height = pixels;
    const context = canvas.getContext('2d');
    const data = new ImageData(pixels, pixels);
    for (let at = 0; at < data.data.length; at += 65_536) {
      crypto.getRandomValues(data.data.subarray(at, at + 65_536));
    }
    context?.putImageData(data, 0, 0);
    return canvas.toDataURL('image/png').replace(/^.*,/, '');
  }, side);
  return Buffer.from(encoded, 'base64');
}

test('a profile picture is picked, seen on its way, kept, and one of the wrong kind refused', async ({
  browser,
}) => {
  const page = await browserOf(browser);
  await page.goto('/');
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  const account = page.getByRole('button', { name: 'Your account: Nia' });
  await expect(account).toBeVisible();
  await page.goto('/house/profile');
  const field = page.getByRole('region', { name: 'Profile picture' });
  const input = page.locator('input[type="file"]');
  const pick = (name: string, mimeType: string, buffer: Buffer) =>
    input.setInputFiles({ name, mimeType, buffer });
  const rows = field.getByRole('listitem');

  // Its name says it is a picture, and its content what it is: the server looks into it.
  await expect(field.getByRole('button', { name: 'Choose a file' })).toBeVisible();
  await pick('letter.png', 'image/png', Buffer.from('%PDF-1.7 and no picture at all'));
  await expect(rows).toContainText('Files of this kind are not taken here.');
  await expect(account.locator('img')).toHaveCount(0);
  await expectAccessible(page);
  await field.getByRole('button', { name: 'Take letter.png off the list' }).click();
  await expect(rows).toHaveCount(0);

  // On a slow line one sees how far it is, and can think better of it.
  const line = await page.context().newCDPSession(page);
  const slowly = (bytes: number) =>
    line.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: bytes,
    });
  await slowly(20_000);
  await pick('large.png', 'image/png', await drawnPicture(page, 512));
  const progress = field.getByRole('progressbar', { name: 'How much of large.png is sent' });
  await expect(progress).toBeVisible();
  const shown = rows.locator('img');
  await expect.poll(() => shown.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(512);
  await field.getByRole('button', { name: 'Cancel large.png' }).click();
  await expect(rows).toContainText('Cancelled');
  await expect(account.locator('img')).toHaveCount(0);
  await field.getByRole('button', { name: 'Take large.png off the list' }).click();
  await slowly(-1);

  await pick('nia.png', 'image/png', await drawnPicture(page));
  await expect(field.getByRole('button', { name: 'Look at nia.png' })).toBeVisible();
  await expect(field.getByRole('status')).toHaveText('nia.png is attached.');
  await page.reload();
  await expect(field.getByRole('button', { name: 'Look at nia.png' })).toBeVisible();
  const face = account.locator('img');
  await expect.poll(() => face.evaluate((img: HTMLImageElement) => img.naturalWidth)).not.toBe(0);
});
