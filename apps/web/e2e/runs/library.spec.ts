import type { Page } from '@playwright/test';
import { expect, expectAccessible, openWhole, test } from '../fixtures.ts';

/** Calls a command of Runs as the page does. */
async function call<Answer>(page: Page, path: string, input: unknown): Promise<Answer> {
  const answer = await page.request.post(`/api/trpc/runs.${path}`, { data: input });
  expect(await answer.text()).not.toContain('"error"');
  return (await answer.json()).result.data;
}

interface Made {
  readonly id: string;
}

async function library(page: Page) {
  const { id: projectId } = await call<Made>(page, 'projects.create', { name: 'Cameras' });
  const suite = (name: string, parentId?: string) =>
    call<Made>(page, 'suites.create', { projectId, name, parentId });
  const video = await suite('Video');
  const network = await suite('Network');
  const testCase = (title: string, ...actions: string[]) =>
    call<Made>(page, 'cases.create', {
      suiteId: video.id,
      tags: ['L0'],
      content: { title, steps: actions.map((action) => ({ action, expected: 'It works' })) },
    });
  const boots = await testCase('Boots', 'Plug it in', 'Wait');
  const streams = await testCase('Streams', 'Open the stream');
  return { projectId, video, network, boots, streams };
}

const rows = (page: Page) => page.getByRole('row').filter({ has: page.getByRole('gridcell') });

test('suites are moved by keyboard, cases put in order and into another suite', async ({
  page,
}) => {
  const { projectId } = await library(page);
  await page.goto(`/runs/projects/${projectId}/library`);
  const tree = page.getByRole('tree', { name: 'Suites' });
  await tree.getByRole('treeitem', { name: /Network/ }).focus();
  await page.keyboard.press('Alt+ArrowUp');
  await expect(tree.getByRole('treeitem').first()).toContainText('Network');
  await page.keyboard.press('Alt+ArrowDown');
  await expect(tree.getByRole('treeitem').first()).toContainText('Video');
  await page.keyboard.press('Alt+ArrowRight');
  await expect(tree.getByRole('treeitem', { name: /Network/ })).toHaveAttribute('aria-level', '2');
  await expectAccessible(page);

  await tree.getByRole('treeitem', { name: /Video/ }).first().click();
  await expect(rows(page)).toHaveCount(2);
  await rows(page).nth(1).focus();
  await page.keyboard.press('Alt+ArrowUp');
  await expect(rows(page).first()).toContainText('Streams');

  await page.getByRole('checkbox', { name: /Boots/ }).check();
  await page.getByRole('button', { name: 'Move…' }).click();
  await page.getByLabel('Suite', { exact: true }).selectOption({ label: '\u2003Network' });
  await page.getByRole('dialog').getByRole('button', { name: 'Move…' }).click();
  await expect(rows(page)).toHaveCount(1);
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect(rows(page)).toHaveCount(2);
});

test('a case is written, changed, and its versions compared step by step', async ({ page }) => {
  const { projectId } = await library(page);
  await page.goto(`/runs/projects/${projectId}/library`);
  await page.getByRole('link', { name: 'New case' }).click();
  await page.getByLabel('Title').fill('Night');
  const step = (place: number) =>
    page.getByRole('listitem', { name: `Step ${place}`, exact: true });
  await step(1).getByLabel('Action').fill('Dim the light');
  await page.getByRole('button', { name: 'Add a step' }).click();
  await step(2).getByLabel('Action').fill('Look');
  await page.keyboard.press('Alt+ArrowUp');
  await expect(step(1).getByLabel('Action')).toHaveValue('Look');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByRole('heading', { name: /Night/ })).toBeVisible();
  await page.getByRole('link', { name: 'Edit' }).click();
  await step(1).getByLabel('Action').fill('Look twice');
  await page.getByLabel('What was changed, and why').fill('Once is not enough');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Once is not enough')).toBeVisible();
  const difference = page.getByRole('region', { name: 'From version 1 to version 2' });
  await expect(difference.locator('ins')).toContainText('twice');
  await expect(difference.getByText('As it was')).toHaveCount(1);
  await expectAccessible(page);
});

test('an edit that came meanwhile is merged by field, and both are shown where both changed one', async ({
  page,
}) => {
  const { projectId, boots } = await library(page);
  const theirs = (onTopOf: number, change: object) =>
    call(page, 'cases.edit', {
      caseId: boots.id,
      onTopOf,
      content: {
        title: 'Boots',
        steps: [
          { action: 'Plug it in', expected: 'It works' },
          { action: 'Wait', expected: 'It works' },
        ],
        ...change,
      },
    });
  await page.goto(`/runs/projects/${projectId}/cases/${boots.id}/edit`);
  await page.getByLabel('Summary').fill('Mine');
  await theirs(1, { preconditions: 'Theirs' });
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(
    page.getByText('Saved together with what somebody else changed meanwhile'),
  ).toBeVisible();
  await expect(page.getByText('Theirs', { exact: true })).toBeVisible();
  await expect(page.getByText('Mine', { exact: true })).toBeVisible();

  await page.getByRole('link', { name: 'Edit' }).click();
  await page.getByLabel('Summary').fill('My words');
  await theirs(3, { summary: 'Their words', preconditions: 'Theirs' });
  await page.getByRole('button', { name: 'Save' }).click();
  const both = page.getByRole('alert').filter({ hasText: 'has saved version 4' });
  await expect(both.locator('del')).toContainText('Their');
  await expectAccessible(page);
  await both.getByRole('button', { name: 'Take theirs' }).click();
  await expect(page.getByLabel('Summary')).toHaveValue('Their words');
});

test('cases are found by what came of them last, and a run is made of a saved view of them', async ({
  page,
}) => {
  const { projectId, boots, streams } = await library(page);
  const caseIds = [boots.id, streams.id];
  const { id: runId } = await call<Made>(page, 'runs.create', { projectId, caseIds });
  const input = encodeURIComponent(JSON.stringify({ runId }));
  const read = await page.request.get(`/api/trpc/runs.runs.items?input=${input}`);
  const items: Made[] = (await read.json()).result.data;
  const fail = { itemId: items[1]?.id, revision: 0, status: 'fail' };
  await call(page, 'runs.record', fail);

  await page.goto(`/runs/projects/${projectId}`);
  await page.getByRole('button', { name: 'New run' }).click();
  const dialog = page.getByRole('dialog', { name: 'New run' });
  await expect(dialog).toContainText('No saved views yet');
  await expectAccessible(page);
  await dialog.getByRole('link', { name: 'Open the library' }).click();
  await expect(rows(page)).toHaveCount(2);
  await expect(page.getByRole('row', { name: /Boots/ })).toContainText('None yet');
  await page.getByRole('button', { name: 'Filters' }).click();
  const last = page.getByRole('group', { name: 'Last result' });
  await last.getByLabel('Fail').check();
  await page.getByRole('button', { name: 'Close' }).click();
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText(['Streams']);
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByLabel('Save this view as').fill('What failed');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.keyboard.press('Escape');

  await page.goto(`/runs/projects/${projectId}`);
  await page.getByRole('button', { name: 'New run' }).click();
  const create = dialog.getByRole('button', { name: 'Create' });
  await expect(create).toBeDisabled();
  await dialog.getByLabel('Saved view of the library').selectOption('What failed');
  await expect(dialog.getByText('1 case now, in its newest version.')).toBeVisible();
  await expectAccessible(page);
  await create.click();
  await expect(page.getByRole('heading', { name: 'Streams' })).toBeVisible();
  await expect(page.getByText('0 of 1')).toBeVisible();
});

test('what was looked for is marked, also found from the palette', async ({ page }) => {
  const { projectId } = await library(page);
  await page.goto(`/runs/projects/${projectId}/search`);
  await page.getByLabel('Search the project').fill('strems');
  await expect(page.getByRole('link', { name: /Streams/ })).toBeVisible();
  await page.getByLabel('Search the project').fill('stream');
  await expect(page.locator('mark').first()).toHaveText(/stream/i);
  await expectAccessible(page);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('Streams');
  await page
    .getByRole('option', { name: /Streams/ })
    .first()
    .click();
  await expect(page.getByRole('heading', { name: /Streams/ })).toBeVisible();
});

test('a table is looked at before it is imported, and its columns are remembered', async ({
  page,
}) => {
  const { projectId } = await library(page);
  const file = (text: string) => ({
    name: 'cases.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(text),
  });
  const choose = page.getByLabel('File', { exact: true });
  await page.goto(`/runs/projects/${projectId}/transfer`);
  await choose.setInputFiles(file('No,What,Where\n1,Focus,Lens\n2,Zoom,Lens\n'));
  await page.getByLabel('What', { exact: true }).selectOption({ label: 'Title' });
  await page.getByLabel('No', { exact: true }).selectOption({ label: 'Key' });
  await page.getByLabel('Where', { exact: true }).selectOption('suite');
  await page.getByRole('button', { name: 'See what would change' }).click();
  await expect(page.getByRole('status').filter({ hasText: '2 new cases' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Imported' })).toBeVisible();

  await page.reload();
  await choose.setInputFiles(file('No,What,Where\n1,Focus by hand,Lens\n2,Zoom,Lens\n'));
  await expect(page.getByLabel('What', { exact: true })).toHaveValue('title');
  await page.getByRole('button', { name: 'See what would change' }).click();
  await expect(page.getByRole('row', { name: /Focus by hand/ })).toContainText('title');
  await choose.setInputFiles(file('No,What,Where\n1,"Focus,Lens\n'));
  await page.getByRole('button', { name: 'See what would change' }).click();
  await expect(page.getByRole('alert')).toContainText('Line 2');
});

test.describe('in Russian, in the dark, on a phone', () => {
  test.use({ language: 'ru', theme: 'dark', viewport: { width: 360, height: 740 } });

  test('nothing of the library is wider than the screen', async ({ page }) => {
    const { projectId, boots } = await library(page);
    await call(page, 'sharedSteps.create', {
      projectId,
      title: 'Войти',
      steps: [{ action: 'Открыть страницу' }],
    });
    const pages = [
      'library',
      'new-case',
      `cases/${boots.id}`,
      `cases/${boots.id}/edit`,
      'shared-steps',
      'transfer',
      'search',
    ];
    for (const path of pages) {
      await openWhole(page, `/runs/projects/${projectId}/${path}`);
      await expect(page.getByRole('navigation', { name: 'Страницы проекта' })).toBeVisible();
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect([path, width]).toEqual([path, 360]);
      await expectAccessible(page);
    }
  });
});
