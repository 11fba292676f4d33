import type { Page } from '@playwright/test';
import { startBuiltApp } from '../built-app.ts';
import { expect, test, untilBound } from '../fixtures.ts';
import { startLine } from '../line.ts';
import { firstLink, join, password } from '../team.ts';
import { Lab } from './lab.ts';
import { pasteScreenshot } from './paste-screenshot.ts';

const three = [{ title: 'Boots' }, { title: 'Streams' }, { title: 'Records' }];
const row = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const front = (page: Page) => page.getByRole('article');
const asItWas = (page: Page) => page.getByText(/as this browser read it last/);

/** The run is kept before the app is. */
async function untilKept(page: Page): Promise<void> {
  await expect(front(page)).toBeVisible();
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await untilBound(page);
}

test('what is recorded without a line outlives the page, is seen after a reload, and is sent in its order', async ({
  page,
  baseURL,
  request,
}) => {
  const lab = new Lab(request);
  const { runId } = await lab.startedRun(three);
  const line = await startLine(new URL(baseURL ?? ''));
  await page.goto(`${line.url}/runs/runs/${runId}`);
  await expect(page.getByText('Connected')).toBeVisible();
  await untilKept(page);
  await line.cut();
  await page.keyboard.press('1');
  await page.keyboard.press('2');
  await page.keyboard.press('c');
  await page.keyboard.type('No picture.');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(/3 changes are kept in this browser/)).toBeVisible();

  await page.reload();
  await expect(asItWas(page)).toBeVisible();
  await expect(row(page, /Boots/)).toContainText('OK');
  await expect(row(page, /Streams/)).toContainText('Fail');
  await expect(page.getByText(/3 changes are kept in this browser/)).toBeVisible();
  await row(page, /Records/).click();
  await page.keyboard.press('n');
  await expect(page.getByText(/4 changes are kept in this browser/)).toBeVisible();
  expect(await lab.statuses(runId)).toEqual([null, null, null]);

  await line.restore();
  await expect
    .poll(async () => (await lab.items(runId)).map(({ result }) => result))
    .toMatchObject([
      { status: 'ok', revision: 1 },
      { status: 'fail', comment: 'No picture.', revision: 2 },
      { status: 'na' },
    ]);
  await expect(page.getByText(/kept in this browser/)).toHaveCount(0);
  await expect(asItWas(page)).toHaveCount(0);
  await line.cut();
});

test('a screenshot that waits is still there after a reload, and is attached when the line is back', async ({
  page,
  baseURL,
  request,
}) => {
  const lab = new Lab(request);
  const { runId, items } = await lab.startedRun(three);
  const line = await startLine(new URL(baseURL ?? ''));
  await page.goto(`${line.url}/runs/runs/${runId}`);
  await untilKept(page);
  await line.cut();
  await pasteScreenshot(page);
  const files = page.getByRole('region', { name: 'Files of the item' });
  await expect(files.getByText('shot.png')).toBeVisible();
  await page.reload();
  await expect(files.getByText('shot.png')).toBeVisible();
  expect(await lab.files(items[0]?.id ?? '')).toEqual([]);
  await line.restore();
  await expect(files.getByRole('button', { name: 'Look at shot.png' })).toBeVisible();
  expect(await lab.files(items[0]?.id ?? '')).toMatchObject([{ name: 'shot.png' }]);
  await line.cut();
});

test('what the server answers comes first: another build of the app is there with the next load', async ({
  page,
  request,
}) => {
  const { runId } = await new Lab(request).startedRun(three);
  await page.goto(`/runs/runs/${runId}`);
  await untilKept(page);
  await page
    .context()
    .route('**/runs/runs/*', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<h1>The next build</h1>' }),
    );
  await page.reload();
  await expect(page.getByRole('heading', { name: 'The next build' })).toBeVisible();
});

test('where people sign in, the run is shown to whoever had it open, and signing out removes it', async ({
  browser,
}) => {
  test.slow();
  const app = await startBuiltApp({ AUTH_MODE: 'team' });
  const context = await browser.newContext({ baseURL: app.url, locale: 'en-GB' });
  const page = await context.newPage();
  await join(page.request, await firstLink(app), 'Anna Keeper', 'anna@example.org');
  const account = page.getByRole('button', { name: 'Your account: Anna Keeper' });
  const { runId } = await new Lab(page.request).startedRun(three);
  const keptParts = () =>
    page.evaluate(async () => {
      const opening = indexedDB.open('atelier.kept');
      await new Promise((resolve) => opening.addEventListener('success', resolve));
      const counting = opening.result.transaction('parts').objectStore('parts').count();
      await new Promise((resolve) => counting.addEventListener('success', resolve));
      opening.result.close();
      return counting.result;
    });

  await page.goto(`/runs/runs/${runId}`);
  await untilKept(page);
  expect(await keptParts()).toBeGreaterThan(3);
  await account.click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  expect(await keptParts()).toBe(0);

  await page.getByLabel('Email').fill('anna@example.org');
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(account).toBeVisible();
  await page.goto(`/runs/runs/${runId}`);
  await untilKept(page);
  await expect.poll(keptParts).toBeGreaterThan(3);
  await app.stop();
  await page.reload();
  await expect(asItWas(page)).toBeVisible();
  await expect(row(page, /Boots/)).toBeVisible();
  await expect(account).toBeVisible();
  await context.close();
});
