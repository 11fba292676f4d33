import { appearances } from '../appearances.ts';
import { expect, expectAccessible, test } from '../fixtures.ts';
import { Lab } from './lab.ts';

const cases = [{ title: 'Boots', steps: ['Plug it in'] }, { title: 'Streams' }];

test('a run is made of a template, on an asset of which it is told who has it', async ({
  page,
  request,
}) => {
  const lab = new Lab(request);
  const { projectId, assetId, templateId } = await lab.project(cases);
  const other = await lab.call('runs.create', { projectId, assetId, templateId, title: 'First' });
  await lab.call('runs.changeStatus', { runId: other.id, event: 'start' });
  await page.goto(`/runs/projects/${projectId}`);
  await page.getByRole('button', { name: 'New run' }).click();
  const dialog = page.getByRole('dialog', { name: 'New run' });
  await dialog.getByLabel('Template').selectOption('Smoke');
  await dialog.getByLabel('Asset').selectOption({ index: 1 });
  await expect(dialog.getByRole('status').filter({ hasText: 'First' })).toBeVisible();
  await dialog.getByLabel('Title').fill('Second');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Second' })).toBeVisible();
  await page.getByRole('button', { name: 'Start' }).click();
  await expect(page.getByText('The asset is held for the run “First”')).toBeVisible();
});

test('the smallest set, and cases that a search finds, make a run without a template', async ({
  page,
  request,
}) => {
  const lab = new Lab(request);
  const { projectId } = await lab.project(cases);
  await page.goto(`/runs/projects/${projectId}`);
  await page.getByRole('button', { name: 'New run' }).click();
  const dialog = page.getByRole('dialog', { name: 'New run' });
  await dialog.getByLabel('Title').fill('Small');
  await dialog.getByText('The smallest set').click();
  await dialog.getByText('Pick cases').click();
  await dialog.getByLabel('Search').fill('Strea');
  await dialog.getByRole('button', { name: 'Add the 1 found' }).click();
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Small' })).toBeVisible();
  await expect(page.getByText('0 of 2')).toBeVisible();
});

test('a matrix is one run for each asset; a cell leads to its item', async ({ page, request }) => {
  const lab = new Lab(request);
  const { projectId } = await lab.project(cases);
  await lab.call('assets.create', { projectId, model: 'DS-3' });
  await page.goto(`/runs/projects/${projectId}/matrices`);
  await page.getByRole('button', { name: 'New matrix' }).click();
  const dialog = page.getByRole('dialog', { name: 'New matrix' });
  await dialog.getByLabel('Title').fill('Release 5');
  await dialog.getByLabel('Template').selectOption('Smoke');
  await dialog.getByLabel(/DS-2/).check();
  await dialog.getByLabel(/DS-3/).check();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Release 5' })).toBeVisible();
  await page
    .getByRole('row', { name: /Streams/ })
    .getByRole('link', { name: 'Open' })
    .last()
    .click();
  await expect(page.getByRole('article').getByRole('heading', { name: 'Streams' })).toBeVisible();
  await page.keyboard.press('3');
  await page.getByRole('link', { name: 'To the matrix' }).click();
  await expect(page.getByRole('row', { name: /Streams/ }).getByText('N/A')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Burn-down' })).toContainText('3');
});

test('a template takes cases in another order; an asset and a reason are added', async ({
  page,
  request,
}) => {
  const lab = new Lab(request);
  const { projectId } = await lab.project(cases);
  await page.goto(`/runs/projects/${projectId}/templates`);
  await page.getByRole('link', { name: 'Smoke' }).click();
  const template = page.getByRole('dialog', { name: 'Edit the template' });
  const order = template.getByRole('list', { name: 'Cases in their order' });
  await expect(order.getByRole('listitem').first()).toContainText('Boots');
  await template.getByRole('button', { name: 'Move case 2 up' }).click();
  await template.getByRole('button', { name: 'Save' }).click();
  await expect(template).toHaveCount(0);
  await page.getByRole('link', { name: 'Smoke' }).click();
  await expect(order.getByRole('listitem').first()).toContainText('Streams');
  await template.getByRole('button', { name: 'Cancel' }).click();

  await page.getByRole('link', { name: 'Assets' }).click();
  await page.getByRole('button', { name: 'New asset' }).click();
  const asset = page.getByRole('dialog', { name: 'New asset' });
  await asset.getByLabel('Model').fill('DS-9');
  await asset.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('row', { name: /DS-9/ })).toBeVisible();

  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('link', { name: 'Fail reasons' }).click();
  await page.getByRole('button', { name: 'New reason' }).click();
  const reason = page.getByRole('dialog', { name: 'New reason' });
  const code = `cable_${Date.now()}`;
  await reason.getByLabel('Reason').fill('A loose cable');
  await reason.getByLabel('Code').fill(code);
  await reason.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('row', { name: code })).toBeVisible();
});

for (const { language, theme } of appearances) {
  test.describe(`${language}, ${theme}`, () => {
    test.use({ language, theme });

    test('the pages of runs are accessible, and fit a phone', async ({ page, request }) => {
      test.slow();
      const lab = new Lab(request);
      const { projectId, runId, items, templateId, assetId } = await lab.startedRun(cases);
      const itemId = items[0]?.id;
      await lab.call('runs.record', { itemId, revision: 0, status: 'fail', comment: 'Dark' });
      const matrix = await lab.call('matrices.create', {
        ...{ projectId, templateId, title: 'Release', assetIds: [assetId] },
      });
      const sections = ['', '/matrices', '/templates', '/assets', '/reasons', '/settings'];
      const addresses = [
        `/runs/runs/${runId}`,
        `/runs/matrices/${matrix.id}`,
        ...sections.map((section) => `/runs/projects/${projectId}${section}`),
      ];
      for (const address of addresses) {
        await page.setViewportSize({ width: 1280, height: 800 });
        await page.goto(address);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await expectAccessible(page);
        await page.setViewportSize({ width: 360, height: 740 });
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect([address, overflow]).toEqual([address, 0]);
      }
      await page.goto(`/runs/runs/${runId}`);
      const camera = page.locator('input[capture="environment"]');
      await expect(camera).toHaveAttribute('accept', 'image/*');
      await page.getByRole('article').waitFor();
      await page.keyboard.press('r');
      await expect(page.getByRole('dialog')).toBeVisible();
      await expectAccessible(page);
    });
  });
}
