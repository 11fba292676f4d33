import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { appearances } from '../appearances.ts';
import { expect, expectAccessible, test } from '../fixtures.ts';

async function call<Answer>(page: Page, path: string, input: unknown): Promise<Answer> {
  const answer = await page.request.post(`/api/trpc/runs.${path}`, { data: input });
  expect(await answer.text()).not.toContain('"error"');
  return (await answer.json()).result.data;
}

interface Made {
  readonly id: string;
}

/** A project with two runs: what was ok in the first fails in the second, and the other way round. */
async function lab(page: Page) {
  const { id: projectId } = await call<Made>(page, 'projects.create', { name: 'Reported' });
  const suite = await call<Made>(page, 'suites.create', { projectId, name: 'Video' });
  const caseIds: string[] = [];
  for (const title of ['=Boots', 'Streams']) {
    const input = { suiteId: suite.id, tags: ['L0'], content: { title } };
    caseIds.push((await call<Made>(page, 'cases.create', input)).id);
  }
  const asset = { projectId, model: 'DS-2', firmwareVersion: '5.7.1' };
  const { id: assetId } = await call<Made>(page, 'assets.create', asset);
  const runIds: string[] = [];
  for (const [title, outcomes] of [
    ['Before', ['ok', 'fail']],
    ['After', ['fail', 'ok']],
  ] as const) {
    const { id: runId } = await call<Made>(page, 'runs.create', {
      projectId,
      assetId,
      title,
      caseIds,
    });
    runIds.push(runId);
    const input = encodeURIComponent(JSON.stringify({ runId }));
    const read = await page.request.get(`/api/trpc/runs.runs.items?input=${input}`);
    const items: Made[] = (await read.json()).result.data;
    for (const [place, { id: itemId }] of items.entries()) {
      await call(page, 'runs.record', { itemId, revision: 0, status: outcomes[place] });
    }
  }
  return { projectId, runIds };
}

test('reports are filtered by their address, and saved as a file that computes nothing', async ({
  page,
}) => {
  const { projectId } = await lab(page);
  await page.goto(`/runs/projects/${projectId}/reports`);
  const rates = page.getByRole('region', { name: 'Failures by model and firmware' }).first();
  await expect(rates.getByRole('cell', { name: /50/ })).toContainText('2 / 4');
  await page.getByLabel('Status of runs').selectOption('Locked');
  await expect(page).toHaveURL(/status=/);
  await expect(rates).toContainText('No results match these filters.');
  await page.reload();
  await expect(page.getByLabel('Status of runs')).toHaveValue('locked');
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(rates).toContainText('2 / 4');

  const file = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as CSV: Top failing cases' }).click();
  const saved = await readFile(await (await file).path(), 'utf8');
  expect(saved).toContain('Case,Suite,Failures,Results');
  expect(saved).toMatch(/\nC\d+ =Boots,Video,1,2/);

  await page.emulateMedia({ media: 'print' });
  await expect(page.getByText('Period: Last 90 days').first()).toBeVisible();
  await expect(rates.getByRole('table')).toHaveCount(2);
  await expect(page.getByRole('button', { name: 'Print' })).toBeHidden();
});

test('runs that were chosen are compared case by case', async ({ page }) => {
  const { projectId, runIds } = await lab(page);
  await page.goto(`/runs/projects/${projectId}`);
  for (const title of ['Before', 'After']) {
    await page.getByRole('checkbox', { name: title }).check();
  }
  await page.getByRole('link', { name: 'Compare' }).click();
  await expect(page).toHaveURL(new RegExp(runIds.join('(,|%2C)')));
  await expect(page.getByRole('row', { name: /=Boots/ })).toContainText('New failure');
  await expect(page.getByRole('row', { name: /Streams/ })).toContainText('Fixed');
  await page.getByLabel('Show').selectOption({ label: 'Fixed (1)' });
  await expect(page.getByRole('row', { name: /=Boots/ })).toHaveCount(0);
  await expectAccessible(page);
  await page.goto('/runs/compare');
  await expect(page.getByText('Choose two runs or more')).toBeVisible();
});

for (const { language, theme } of appearances) {
  test.describe(`axe, ${language}, ${theme}`, () => {
    test.use({ language, theme });

    test('finds nothing on the reports and where one comes in', async ({ page }) => {
      const { projectId } = await lab(page);
      await page.setViewportSize({ width: 360, height: 740 });
      await page.goto(`/runs/projects/${projectId}/reports`);
      await expect(page.locator('.recharts-surface').first()).toBeVisible();
      await expectAccessible(page);
      const width = () => page.evaluate(() => document.documentElement.scrollWidth);
      expect(await width()).toBeLessThanOrEqual(360);
      await page.goto('/runs');
      await expect(
        page.getByRole('spinbutton').or(page.getByRole('combobox')).first(),
      ).toBeVisible();
      await expectAccessible(page);
      expect(await width()).toBeLessThanOrEqual(360);
    });
  });
}
