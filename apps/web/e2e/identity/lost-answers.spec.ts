import type { Page } from '@playwright/test';
import { codeOf } from '../authenticator.ts';
import { type BuiltApp, startBuiltApp } from '../built-app.ts';
import { expect, expectAccessible, test } from '../fixtures.ts';

let app: BuiltApp;
test.beforeAll(async () => {
  app = await startBuiltApp({ AUTH_MODE: 'team' });
});
test.afterAll(() => app.stop());

const password = 'four words and a comma';

/** The server does what it is told, and its first answer does not arrive: the page repeats by itself. */
async function loseAnswerOf(page: Page, procedure: string): Promise<void> {
  let isLost = false;
  await page.route(`**/api/trpc/identity.${procedure}`, async (route) => {
    if (isLost) return route.continue();
    isLost = true;
    await route.fetch();
    return route.abort();
  });
}

test('what is shown once and got lost on the way is told of, with what to do', async ({
  browser,
}) => {
  const context = await browser.newContext({ baseURL: app.url, locale: 'en-GB' });
  const page = await context.newPage();
  await expect.poll(() => app.output()).toContain('/link#');
  const [link = ''] = /http\S+\/link#\S+/.exec(app.output()) ?? [];
  await loseAnswerOf(page, 'acceptLink');
  await page.goto(`/link${new URL(link).hash}`);
  await page.getByLabel('Your name').fill('Anna Keeper');
  await page.getByLabel('Email').fill('anna@example.org');
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Create the account' }).click();
  await expect(page.getByRole('status')).toContainText('Your account is there');
  await expectAccessible(page);
  await context.clearCookies();
  await page.getByRole('link', { name: 'To sign-in' }).click();
  await page.getByLabel('Email').fill('anna@example.org');
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Your account: Anna Keeper' }).click();
  await page.getByRole('menuitem', { name: 'Profile' }).click();

  await loseAnswerOf(page, 'enableSecondFactor');
  await page.getByRole('button', { name: 'Turn on' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Current password').fill(password);
  await dialog.getByRole('button', { name: 'Continue' }).click();
  const key = await dialog.getByRole('textbox', { name: 'Key' }).inputValue();
  await dialog.getByRole('textbox', { name: 'Code' }).fill(codeOf(key));
  await dialog.getByRole('button', { name: 'Confirm' }).click();
  await expect(dialog.getByRole('alert')).toContainText('turn it off and on again');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByText('On. 10 recovery codes are left.')).toBeVisible();
  await context.close();
});
