import { type BuiltApp, startBuiltApp } from '../built-app.ts';
import { Collection } from '../collection.ts';
import { expect, expectAccessible, test } from '../fixtures.ts';

// What waits is of the whole house, so it is one of its own.
let app: BuiltApp;
test.beforeAll(async () => {
  app = await startBuiltApp();
});
test.afterAll(() => app.stop());
test.describe.configure({ mode: 'serial' });

test('the start page leads on where nothing is there, and tells what waits as it changes', async ({
  page,
  playwright,
}, testInfo) => {
  await page.goto(app.url);
  await expect(page.getByRole('heading', { level: 1, name: 'Start' })).toBeVisible();
  await expect(page.getByText('There is no backup yet')).toBeVisible();
  const first = page.getByRole('link', { name: 'Add the first type' });
  await expect(first).toBeVisible();
  await expectAccessible(page);

  const request = await playwright.request.newContext({ baseURL: app.url });
  const collection = new Collection(request, testInfo.testId);
  const { id, name } = await collection.create('Kroot', { inBox: 7 });
  await expect(page.getByText('7 to go')).toBeVisible();
  await expect(page.getByText('Has waited longest: since today')).toBeVisible();
  await collection.move(id, 'IN_BOX', 'DONE', 2);
  const last = page.getByRole('link', { name: `${name}: 2, In box → Done` });
  await expect(last).toBeVisible();
  await expect(page.getByText('5 to go')).toBeVisible();
  await last.click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await request.dispose();
});

test('what waits is asked for in one request', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => {
    const path = new URL(request.url()).pathname;
    if (path.startsWith('/api/trpc/') && !path.includes('live.stream')) asked.push(path);
  });
  await page.goto(app.url);
  await expect(page.getByText('There is no backup yet')).toBeVisible();
  await expect(page.getByText('5 to go')).toBeVisible();
  expect(asked).toEqual([
    '/api/trpc/miniatures.waiting,runs.reports.dashboard,orchestra.waiting,tracks.waiting,lifecycle.waiting',
  ]);
});

test('by keyboard one comes to it from everywhere', async ({ page }) => {
  const heading = page.getByRole('heading', { level: 1, name: 'Start' });
  await page.goto(`${app.url}/miniatures`);
  await expect(page.getByRole('heading', { level: 1, name: 'Collection' })).toBeVisible();
  await page.keyboard.press('h');
  await expect(heading).toBeFocused();
  await page.goto(`${app.url}/database`);
  await expect(page.getByRole('heading', { level: 1, name: 'Database' })).toBeVisible();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog').getByText('Start')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('start');
  await expect(page.getByRole('option', { name: 'Start' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(heading).toBeVisible();
});

test('Atelier opens with an area where that was chosen, and the start page stays at hand', async ({
  page,
}) => {
  const start = page.getByRole('heading', { level: 1, name: 'Start' });
  await page.goto(app.url);
  await page.getByRole('button', { name: 'Opens with: Start' }).click();
  await page.getByRole('menuitemradio', { name: 'Miniatures' }).click();
  await expect(page.getByRole('button', { name: 'Opens with: Miniatures' })).toBeVisible();
  await page.reload();
  await expect(start).toBeVisible();

  await page.goto(app.url);
  await expect(page.getByRole('heading', { level: 1, name: 'Collection' })).toBeVisible();
  await expect(page).toHaveURL(/\/miniatures$/);
  await page.getByRole('navigation').getByRole('link', { name: 'Start' }).click();
  await expect(start).toBeVisible();
  await page.getByRole('navigation').getByRole('link', { name: 'Database' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Database' })).toBeVisible();
  await page.goBack();
  await expect(start).toBeVisible();
});
