import { codeOf } from '../authenticator.ts';
import { type BuiltApp, startBuiltApp } from '../built-app.ts';
import { expect, expectAccessible, test } from '../fixtures.ts';
import { firstLink, join, password } from '../team.ts';
import { doneRun } from './locked-run.ts';

let app: BuiltApp;
/** A code for when the app is not at hand. */
let recoveryCode = '';
test.beforeAll(async () => {
  app = await startBuiltApp({ AUTH_MODE: 'team' });
});
test.afterAll(() => app.stop());

// Who owns a project owns the one of the test before.
test.describe.configure({ mode: 'serial' });

test('whoever has a second factor locks a run with a code, and a wrong one is told at its field', async ({
  browser,
}) => {
  const context = await browser.newContext({ baseURL: app.url, locale: 'en-GB' });
  await join(context.request, await firstLink(app), 'Lea Lead', 'lea@example.org');
  const call = async (procedure: string, data: object) => {
    const answer = await context.request.post(`/api/trpc/identity.${procedure}`, { data });
    expect(answer.ok(), `${procedure}: ${await answer.text()}`).toBe(true);
    return (await answer.json()).result.data;
  };
  const { secret } = await call('beginSecondFactor', { password });
  const { recoveryCodes } = await call('enableSecondFactor', { code: codeOf(secret) });
  recoveryCode = recoveryCodes[0];
  const { runId } = await doneRun(context.request, 'Night shift');

  const page = await context.newPage();
  await page.goto(`/runs/runs/${runId}`);
  await page.getByRole('button', { name: 'Lock', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Is it you?' });
  const code = dialog.getByLabel('Code');
  await dialog.getByLabel('Current password').fill(password);
  await code.fill('000000');
  await dialog.getByRole('button', { name: 'Continue' }).click();
  await expect(code).toHaveAccessibleDescription(/This code is not right/);
  await expect(code).toHaveAttribute('aria-invalid', 'true');
  await expect(code).toBeFocused();
  await expectAccessible(page);
  // The one of now was used to turn it on.
  await code.fill(codeOf(secret, 1));
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText(/^Locked: Lea Lead/)).toBeVisible();
  await expect(page.getByText(/with password and second factor/)).toBeVisible();
  await context.close();
});

test('the list of people names the project of a role, and on a phone the menu stands at the corner of a card', async ({
  browser,
}) => {
  const context = await browser.newContext({ baseURL: app.url, locale: 'en-GB' });
  const input = { email: 'lea@example.org', password, code: recoveryCode };
  const signedIn = await context.request.post('/api/trpc/identity.signIn', { data: input });
  expect(await signedIn.text()).not.toContain('"error"');
  const page = await context.newPage();
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto('/house/people');
  const card = page.getByRole('row', { name: /Lea Lead/ });
  await expect(card).toContainText('Owner in “Cameras”');
  await expectAccessible(page);
  const menu = page.getByRole('button', { name: 'Actions: Lea Lead' });
  const [ofCard, ofMenu] = [await card.boundingBox(), await menu.boundingBox()];
  if (ofCard === null || ofMenu === null) throw new Error('They are not on the page.');
  expect(ofCard.x + ofCard.width - (ofMenu.x + ofMenu.width)).toBeLessThan(16);
  expect(ofMenu.y - ofCard.y).toBeLessThan(16);
  await page.getByRole('button', { name: 'Columns' }).click();
  const columns = page.getByRole('group', { name: 'Show these columns' });
  await expect(columns.getByRole('checkbox')).toHaveCount(5);
  await context.close();
});
