import type { Browser, Page } from '@playwright/test';
import { type BuiltApp, startBuiltApp } from '../built-app.ts';
import { expect, expectAccessible, test } from '../fixtures.ts';

let app: BuiltApp;
test.beforeAll(async () => {
  app = await startBuiltApp({ AUTH_MODE: 'team' });
});
test.afterAll(() => app.stop());
// Who is there, and what they may, is one story.
test.describe.configure({ mode: 'serial' });

const password = 'four words and a comma';

/** A page in a browser of somebody's own. */
async function browserOf(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ baseURL: app.url, locale: 'en-GB' });
  return context.newPage();
}

async function signIn(page: Page, email: string, secret = password): Promise<void> {
  await page.goto('/');
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(secret);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

async function join(page: Page, link: string, name: string, email?: string): Promise<void> {
  // The link has the address that people know; the test's is another port of it.
  await page.goto(`/link${new URL(link).hash}`);
  await page.getByLabel('Your name').fill(name);
  if (email !== undefined) await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Create the account' }).click();
  await expect(page.getByRole('button', { name: `Your account: ${name}` })).toBeVisible();
}

let invitation = '';

test('the first start prints a link that makes the administrator, who invites somebody', async ({
  browser,
}) => {
  const page = await browserOf(browser);
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await expectAccessible(page);
  await expect.poll(() => app.output()).toContain('/link#');
  const [link = ''] = /http\S+\/link#\S+/.exec(app.output()) ?? [];
  await join(page, link, 'Anna Keeper', 'anna@example.org');
  await page.getByRole('link', { name: 'People', exact: true }).click();
  await expect(page.getByRole('row', { name: /Anna Keeper/ })).toContainText('Administrator');
  await page.getByRole('button', { name: 'Invite' }).click();
  await page.getByRole('textbox', { name: 'Email' }).fill('bob@example.org');
  await page.getByRole('radio', { name: 'Viewer' }).check({ force: true });
  await page.getByRole('dialog').getByRole('button', { name: 'Invite' }).click();
  invitation = await page.getByRole('textbox', { name: /Give this link to/ }).inputValue();
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByText('bob@example.org')).toBeVisible();
  await expectAccessible(page);

  await page.goto(`/link${new URL(link).hash}`);
  await expect(page.getByRole('heading', { name: 'This link is no longer good' })).toBeVisible();
});

test('who may only look sees no page that is not for them, and is offered nothing that they may not do', async ({
  browser,
}) => {
  const anna = await browserOf(browser);
  await signIn(anna, 'anna@example.org');
  await expect(anna.getByText('1 invitation is not accepted yet')).toBeVisible();
  await anna.getByRole('link', { name: 'Add the first type' }).click();
  await anna.getByLabel('Name', { exact: true }).fill('Ork Boyz');
  await anna.getByLabel('How many are in the box?').fill('5');
  await anna.getByRole('dialog').getByRole('button', { name: 'Add', exact: true }).click();
  await expect(anna.getByRole('row', { name: 'Ork Boyz' })).toBeVisible();

  const page = await browserOf(browser);
  await join(page, invitation, 'Bob Looker');
  await expect(page.getByText('5 to go')).toBeVisible();
  const navigation = page.getByRole('navigation');
  await expect(navigation.getByRole('link', { name: 'People', exact: true })).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 2, name: 'System' })).toHaveCount(0);
  await page.goto('/house/audit');
  await expect(page.getByText('You are not allowed to do this.')).toBeVisible();

  await page.goto('/miniatures?create=true');
  const row = page.getByRole('row', { name: 'Ork Boyz' });
  await expect(row).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'New type' })).toHaveCount(0);
  await expect(row.getByRole('button')).toHaveCount(0);
  await expect(row.getByRole('checkbox')).toHaveCount(0);
  await expectAccessible(page);
  for (const key of ['n', 'j', '1', 'b', 'e', 'x', 'u']) await page.keyboard.press(key);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(row.getByRole('gridcell').nth(1)).toHaveText('5');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('download the export');
  await expect(page.getByRole('option', { name: 'Download the export' })).toBeVisible();
  await page.getByRole('combobox', { name: 'Commands' }).fill('new type');
  await expect(page.getByText('Nothing matches “new type”.')).toBeVisible();
  await page.keyboard.press('Escape');

  await row.getByRole('link', { name: 'Ork Boyz' }).click();
  await expect(page.getByText('5 added to the box')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Move forward' })).toHaveCount(0);
  await expect(page.getByRole('main').getByRole('button', { name: /Add to box|Undo/ })).toHaveCount(
    0,
  );
  await page.goto('/miniatures/exchange');
  await expect(page.getByRole('link', { name: 'Download the export' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Import', exact: true })).toHaveCount(0);
});

test('a role that is given counts at once, and whoever is deactivated is out at once', async ({
  browser,
}) => {
  const anna = await browserOf(browser);
  await signIn(anna, 'anna@example.org');
  const bob = await browserOf(browser);
  await signIn(bob, 'bob@example.org');
  await bob.getByRole('navigation').getByRole('link', { name: 'Collection', exact: true }).click();
  await expect(bob.getByRole('row', { name: 'Ork Boyz' })).toBeVisible();
  await expect(bob.getByRole('button', { name: 'New type' })).toHaveCount(0);

  await anna.getByRole('link', { name: 'People', exact: true }).click();
  await anna.getByRole('button', { name: 'Actions: Bob Looker' }).click();
  await anna.getByRole('menuitemradio', { name: 'Role: Engineer' }).click();
  await expect(anna.getByText('Bob Looker is now: Engineer.')).toBeVisible();
  // Their page is told, although they may read nobody: it is about them.
  await expect(bob.getByRole('button', { name: 'New type' })).toBeVisible();
  await bob.keyboard.press('n');
  await bob.getByLabel('Name', { exact: true }).fill('By Bob');
  await bob.getByRole('dialog').getByRole('button', { name: 'Add', exact: true }).click();
  await expect(bob.getByRole('row', { name: /By Bob/ })).toBeVisible();

  await anna.getByRole('button', { name: 'Actions: Bob Looker' }).click();
  await anna.getByRole('menuitem', { name: 'Deactivate' }).click();
  await expect(anna.getByText(/Bob Looker was deactivated/)).toBeVisible();
  await expect(bob.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await signIn(bob, 'bob@example.org');
  await expect(bob.getByText('The email address or the password is not right.')).toBeVisible();
});

test('the audit log has who did what, with what changed', async ({ browser }) => {
  const page = await browserOf(browser);
  await signIn(page, 'anna@example.org');
  await page.getByRole('link', { name: 'Audit log' }).click();
  const row = page.getByRole('row', { name: /Bob Looker Created type/ });
  await expect(row).toBeVisible();
  await expectAccessible(page);
  await row.getByRole('button').first().click();
  await expect(page.getByRole('dialog')).toContainText('By Bob');
  await page.keyboard.press('Escape');
  await page.goto('/house/audit?did=assign_role');
  await expect(page.getByRole('row', { name: /Gave a role user/ })).toBeVisible();
  await expect(page.getByRole('row', { name: /Created type/ })).toHaveCount(0);
});

test('a profile: a name, a token for a program, sessions, and the way out', async ({ browser }) => {
  const page = await browserOf(browser);
  await signIn(page, 'anna@example.org');
  await page.getByRole('button', { name: 'Your account: Anna Keeper' }).click();
  await page.getByRole('menuitem', { name: 'Profile' }).click();
  await expectAccessible(page);
  await page.getByLabel('Name', { exact: true }).fill('Anna');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('button', { name: 'Your account: Anna', exact: true })).toBeVisible();

  await page.getByRole('button', { name: 'New token' }).click();
  await page.getByRole('textbox', { name: 'Name' }).last().fill('Backup script');
  await page.getByRole('button', { name: 'Create the token' }).click();
  const token = await page.getByRole('textbox', { name: /Copy the token now/ }).inputValue();
  const types = () =>
    fetch(`${app.url}/api/v1/types`, { headers: { authorization: `Bearer ${token}` } });
  expect((await types()).status).toBe(200);
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('button', { name: 'Revoke: Backup script' }).click();
  await expect(page.getByText('“Backup script” was revoked.')).toBeVisible();
  expect((await types()).status).toBe(401);

  await page.getByRole('button', { name: 'Sign out everywhere' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Sign out everywhere' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
});

test('whoever signs out in one tab is out in the other, which shows nothing of them any more', async ({
  browser,
}) => {
  const page = await browserOf(browser);
  await signIn(page, 'anna@example.org');
  await expect(
    page.getByRole('navigation').getByRole('link', { name: 'Collection', exact: true }),
  ).toBeVisible();
  const other = await page.context().newPage();
  await other.goto('/house/people');
  await expect(other.getByRole('row', { name: /Bob Looker/ })).toBeVisible();
  await page.bringToFront();
  await page.getByRole('button', { name: /Your account/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await expect(other.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await expect(other.getByText('Bob Looker')).toHaveCount(0);
});

test('a page that was left open does nothing dangerous before its password is given once more', async ({
  browser,
}) => {
  const page = await browserOf(browser);
  await signIn(page, 'anna@example.org');
  await page.getByRole('link', { name: 'People', exact: true }).click();
  await app.sql(
    "UPDATE identity.sessions SET proved_at = now() - interval '1 hour'",
    `SELECT pg_notify('atelier_changes', '{"area":"identity","entity":"session","ids":null}')`,
  );
  await page.getByRole('button', { name: 'Actions: Bob Looker' }).click();
  await page.getByRole('menuitem', { name: 'Activate', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Is it you?' });
  await expect(dialog).toBeVisible();
  await expectAccessible(page);
  await dialog.getByLabel('Current password').fill('somebody at her desk');
  await dialog.getByRole('button', { name: 'Continue' }).click();
  await expect(dialog.getByText('Your current password is not right.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByText('This needs your password once more.')).toBeVisible();

  // Also above another dialog, whose form goes on as if nothing had been asked.
  await page.getByRole('button', { name: 'Invite' }).click();
  await page.getByRole('textbox', { name: 'Email' }).fill('cleo@example.org');
  await page.getByRole('dialog').getByRole('button', { name: 'Invite' }).click();
  await dialog.getByLabel('Current password').fill(password);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: /Give this link to/ })).toBeVisible();
  await expect(dialog).toHaveCount(0);
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('button', { name: 'Actions: Bob Looker' }).click();
  await page.getByRole('menuitem', { name: 'Activate', exact: true }).click();
  await expect(page.getByText(/Bob Looker may sign in again/)).toBeVisible();
});

test('whose session is over is told so, and signs in again', async ({ browser }) => {
  const page = await browserOf(browser);
  await signIn(page, 'anna@example.org');
  await expect(page.getByRole('link', { name: 'Collection', exact: true })).toBeVisible();
  await app.sql("UPDATE identity.sessions SET expires_at = now() - interval '1 second'");
  await app.sql("UPDATE identity.sessions SET access_expires_at = now() - interval '1 second'");
  await page.reload();
  await expect(page.getByText(/Your session is over: it lasts 30 days/)).toBeVisible();
  await expectAccessible(page);
  await signIn(page, 'anna@example.org');
  await expect(page.getByRole('link', { name: 'Collection', exact: true })).toBeVisible();
});

test('a password of an older program is changed before anything else is shown', async ({
  browser,
}) => {
  await app.sql(
    "UPDATE identity.users SET must_change_password = true WHERE email = 'anna@example.org'",
  );
  const page = await browserOf(browser);
  await signIn(page, 'anna@example.org');
  const another = page.getByLabel('New password', { exact: true });
  await expect(another).toBeFocused();
  await expectAccessible(page);
  await another.fill(password);
  await page.keyboard.press('Enter');
  await expect(page.getByText(/Choose a password of 12 to 128 characters/)).toBeVisible();
  await another.fill('another five words and a comma');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: /Your account/ })).toBeVisible();
});
