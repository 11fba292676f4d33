import type { Page } from '@playwright/test';
import { expect, expectAccessible, test, untilBound } from '../fixtures.ts';
import { startLine } from '../line.ts';
import { Lab } from './lab.ts';
import { pasteScreenshot } from './paste-screenshot.ts';

const row = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const front = (page: Page) => page.getByRole('article');
const three = [
  { title: 'Boots', steps: ['Plug it in', 'Wait a minute'] },
  { title: 'Streams', steps: ['Open the stream'] },
  { title: 'Records' },
];

test('a run is carried out by keyboard alone, from the first item to the end', async ({
  page,
  request,
}) => {
  const lab = new Lab(request);
  const { runId } = await lab.startedRun(three);
  await page.goto(`/runs/runs/${runId}`);
  await expect(front(page).getByRole('heading', { name: 'Boots' })).toBeVisible();
  await untilBound(page);
  // Into the steps: the first is OK, the second is not.
  await page.keyboard.press('Enter');
  await page.keyboard.press('1');
  await page.keyboard.press('m');
  await expect(page.getByLabel('Measured value of step 2')).toBeFocused();
  await page.keyboard.type('41 s');
  await page.keyboard.press('Enter');
  await page.keyboard.press('f');
  await page.keyboard.press('Escape');
  await page.keyboard.press('c');
  await expect(front(page).getByLabel('Comment', { exact: true })).toBeFocused();
  await page.keyboard.type('It never comes back.');
  await page.keyboard.press('Control+Enter');
  await page.keyboard.press('r');
  await page.getByRole('combobox', { name: 'Search the reasons' }).fill('firm');
  await page.keyboard.press('Enter');
  await expect(front(page)).toContainText('Reason: ');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('o');
  await page.keyboard.press('n');
  await expect
    .poll(async () => (await lab.items(runId)).map(({ result }) => result))
    .toMatchObject([
      {
        status: 'fail',
        comment: 'It never comes back.',
        failReasonCode: 'firmware_bug',
        steps: [{ status: 'ok' }, { status: 'fail', measuredValue: '41 s' }],
      },
      { status: 'ok' },
      { status: 'na' },
    ]);
  await page.keyboard.press('Control+Enter');
  const dialog = page.getByRole('dialog', { name: 'Finish the run' });
  await dialog.getByText('Failed', { exact: true }).click();
  await expect(dialog.getByRole('radio', { name: 'Failed' })).toBeChecked();
  await dialog.getByRole('button', { name: 'Finish' }).click();
  await expect(page.getByRole('button', { name: 'Lock' })).toBeVisible();
});

test('what is missing is told, and leads to its place', async ({ page, request }) => {
  const lab = new Lab(request);
  const { runId, items } = await lab.startedRun(three);
  const itemId = items[1]?.id;
  await lab.call('runs.record', { itemId, revision: 0, status: 'fail' });
  await page.goto(`/runs/runs/${runId}`);
  await page.getByRole('button', { name: 'Finish' }).click();
  const dialog = page.getByRole('dialog', { name: 'Finish the run' });
  await expect(dialog.getByRole('button', { name: 'Boots: has no result' })).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Finish' })).toBeDisabled();
  await dialog.getByRole('button', { name: 'Streams: has no reason' }).click();
  await expect(front(page).getByRole('heading', { name: 'Streams' })).toBeVisible();
});

test('with 500 items a key is answered at once, and only those in sight exist', async ({
  page,
  request,
}) => {
  const rows = Array.from({ length: 500 }, (_, at) => `channel ${at + 1}`);
  const { runId } = await new Lab(request).startedRun([
    { title: 'Shows {{value}}', steps: ['Look at {{value}}'], rows },
  ]);
  await page.goto(`/runs/runs/${runId}`);
  await expect(row(page, /Shows channel 1\b/)).toBeVisible();
  await untilBound(page);
  expect(await page.locator('[data-row]').count()).toBeLessThan(60);
  for (let pressed = 0; pressed < 40; pressed += 1) await page.keyboard.press('1');
  await expect(front(page).getByRole('heading', { name: 'Shows channel 41' })).toBeVisible();
  await expect(page.getByText('40 of 500')).toBeVisible();
  await page.keyboard.press('Control+a');
  await page.locator('[data-foot-bar]').getByRole('button', { name: 'OK' }).click();
  await expect(page.getByText('500 of 500')).toBeVisible();
});

test('two people in one run see each other and their results, and one never overwrites the other', async ({
  browser,
  page,
  baseURL,
  request,
}) => {
  const lab = new Lab(request);
  const { runId, items } = await lab.startedRun(three);
  await page.goto(`/runs/runs/${runId}`);
  const other = await (await browser.newContext({ baseURL: baseURL ?? '' })).newPage();
  await other.goto(`/runs/runs/${runId}`);
  await expect(front(other)).toBeVisible();
  await untilBound(other);
  await other.keyboard.press('ArrowDown');
  await expect(page.getByText(/Also here:/)).toBeVisible();
  await other.keyboard.press('1');
  await expect(row(page, /Streams/)).toContainText('OK');

  // Both record something of the first item, the one without a line.
  const line = await startLine(new URL(baseURL ?? ''));
  const late = await browser.newPage();
  await late.goto(`${line.url}/runs/runs/${runId}`);
  await expect(late.getByText('Connected')).toBeVisible();
  await expect(front(late)).toBeVisible();
  await untilBound(late);
  await line.cut();
  await late.keyboard.press('2');
  const first = { itemId: items[0]?.id, revision: 0 };
  await lab.call('runs.record', { ...first, status: 'ok', comment: 'Fine here.' });
  await line.restore();
  const conflict = late.getByRole('alert', { name: 'Two results' });
  await expect(conflict).toContainText('Fine here.');
  expect((await lab.statuses(runId))[0]).toBe('ok');
  await expectAccessible(late);
  await conflict.getByRole('button', { name: 'Keep what was recorded here' }).click();
  await expect.poll(() => lab.statuses(runId)).toEqual(['fail', 'ok', null]);
  expect((await lab.items(runId))[0]?.result).toMatchObject({ revision: 2, comment: 'Fine here.' });
  await line.cut();
});

test('a screenshot that is pasted hangs on the step in front, though one goes on at once', async ({
  page,
  request,
}) => {
  const lab = new Lab(request);
  const { runId, items } = await lab.startedRun(three);
  await page.goto(`/runs/runs/${runId}`);
  await expect(front(page)).toBeVisible();
  await untilBound(page);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Files of step 1' })).toBeVisible();
  await pasteScreenshot(page);
  await page.keyboard.press('1');
  await page.keyboard.press('ArrowUp');
  await expect(page.getByRole('button', { name: 'Look at shot.png' })).toBeVisible();
  expect(await lab.files(`${items[0]?.id}.0`)).toMatchObject([{ name: 'shot.png' }]);
});
