import { codeOf } from '../authenticator.ts';
import { type BuiltApp, startBuiltApp } from '../built-app.ts';
import { expect, expectAccessible, test } from '../fixtures.ts';
import { firstLink, join, password } from '../team.ts';
import { doneRun } from './locked-run.ts';

let app: BuiltApp;
test.beforeAll(async () => {
  app = await startBuiltApp({ AUTH_MODE: 'team' });
});
test.afterAll(() => app.stop());

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
  await call('enableSecondFactor', { code: codeOf(secret) });
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
