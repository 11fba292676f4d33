import type { Page } from '@playwright/test';
import { expect, expectAccessible, test } from '../fixtures.ts';
import { type Line, startLine } from '../line.ts';

const mark = 'Not saved yet';

/** The cell of a stage in a type's row: 2 is the box, 3 what is being built. */
const cell = (page: Page, name: string, place: number) =>
  page.getByRole('row', { name }).getByRole('gridcell').nth(place);

async function opened(page: Page, baseURL: string | undefined, path: string): Promise<Line> {
  const line = await startLine(new URL(baseURL ?? ''));
  await page.goto(`${line.url}${path}`);
  await expect(page.getByText('Connected')).toBeVisible();
  await expect(page.getByRole('row').nth(1)).toBeVisible();
  return line;
}

test('a command whose answer is lost is done once', async ({ page, collection }) => {
  const { id, name } = await collection.create('Plague Marines', { inBox: 9 });
  await page.goto(`/miniatures?q=${encodeURIComponent(name)}`);
  await expect(page.getByText('Connected')).toBeVisible();
  const forward = page
    .getByRole('row', { name })
    .getByRole('button', { name: /from In box to Building/ });
  await expect(forward).toBeVisible();

  // The server does what it is told, and its answer does not arrive: the page repeats by itself.
  let lost = 1;
  await page.route('**/api/trpc/miniatures.move', async (route) => {
    await route.fetch();
    lost -= 1;
    await (lost >= 0 ? route.abort() : route.continue());
  });
  await forward.click();
  await expect(page.getByText(`${name}: 1 moved`)).toBeVisible();
  expect((await collection.get(id)).counts.building).toBe(1);

  // No answer comes for long: both wait, and each is done once.
  lost = 5;
  await forward.click();
  await forward.click();
  await expect(page.getByText(/^2 changes are not saved yet/)).toBeVisible();
  await expect(page.getByText('2 changes that were waiting are saved now.')).toBeVisible();
  await expect(cell(page, name, 2)).toContainText('6');
  expect((await collection.get(id)).counts).toMatchObject({ in_box: 6, building: 3 });
});

test('while the server is away what is not saved is marked; it is sent when it is back, and told', async ({
  page,
  baseURL,
  collection,
}) => {
  const { id, name } = await collection.create('Away', { inBox: 3 });
  await collection.create('Away bystander', { inBox: 1 });
  const line = await opened(page, baseURL, `/miniatures?q=${collection.nameOf('').trim()}`);
  await line.cut();
  const forward = page
    .getByRole('row', { name, exact: true })
    .getByRole('button', { name: /from In box to Building/ });
  await forward.click();
  await forward.click();
  await expect(page.getByText(/^2 changes are not saved yet/)).toBeVisible();
  await expect(page.getByRole('row', { name, exact: true })).toContainText(mark);
  await expect(page.getByRole('row', { name: /bystander/ })).not.toContainText(mark);
  await expect(page.getByRole('region', { name: 'Overall progress' })).toContainText(mark);
  await expect(cell(page, name, 2)).toContainText('1');
  await expectAccessible(page);
  expect((await collection.get(id)).counts).toMatchObject({ in_box: 3, building: 0 });

  // Undo cannot know yet what there is to take back.
  await page.keyboard.press('u');
  await expect(
    page.getByText('This is not saved yet. Once it is, it can be undone.'),
  ).toBeVisible();

  await line.restore();
  await expect(page.getByText('2 changes that were waiting are saved now.')).toBeVisible();
  await expect(page.getByText(mark)).toHaveCount(0);
  await expect(cell(page, name, 2)).toContainText('1');
  expect((await collection.get(id)).counts).toMatchObject({ in_box: 1, building: 2 });
  await page.keyboard.press('u');
  await expect(page.getByText(`${name}: 2 moved back, Building → In box`)).toBeVisible();
  expect((await collection.get(id)).counts).toMatchObject({ in_box: 3, building: 0 });
  await line.cut();
});

test('what the server refuses when it is back is taken back, with the reason', async ({
  page,
  baseURL,
  collection,
}) => {
  const { id, name } = await collection.create('Overtaken', { inBox: 1 });
  const line = await opened(page, baseURL, `/miniatures?q=${encodeURIComponent(name)}`);
  await line.cut();
  await page
    .getByRole('row', { name })
    .getByRole('button', { name: /from In box to Building/ })
    .click();
  await expect(page.getByText(/^1 change is not saved yet/)).toBeVisible();
  await collection.move(id, 'IN_BOX', 'DONE', 1);
  await line.restore();
  const alert = page.getByRole('alert').filter({ hasText: 'could not be saved' });
  await expect(alert).toContainText('1 change could not be saved and was taken back:');
  await expect(alert).toContainText(
    `${name}: 1 moved, In box → Building – There are not that many in this stage. Available: 0.`,
  );
  await expect(cell(page, name, 6)).toHaveText('1');
  await expect(cell(page, name, 3)).toHaveText('0');
  await line.cut();
});

test('what waits is given up only when it is said twice, and shows what the server has', async ({
  page,
  baseURL,
  collection,
}) => {
  const { id, name } = await collection.create('Given up', { inBox: 2 });
  const line = await opened(page, baseURL, `/miniatures?q=${encodeURIComponent(name)}`);
  await line.cut();
  const row = page.getByRole('row', { name });
  await row.getByRole('button', { name: /from In box to Building/ }).click();
  await expect(page.getByText(/^1 change is not saved yet/)).toBeVisible();
  await page.getByRole('button', { name: 'Discard' }).click();
  await expect(page.getByText('Discard 1 unsaved change?')).toBeVisible();
  await expect(row).toContainText(mark);
  await page.getByRole('button', { name: 'Discard' }).click();
  await expect(page.getByText(/^1 unsaved change was discarded/)).toBeVisible();
  await expect(page.getByText(mark)).toHaveCount(0);
  await expect(cell(page, name, 2)).toContainText('2');
  await line.restore();
  await expect(page.getByText('Connected')).toBeVisible();
  await expect(cell(page, name, 2)).toContainText('2');
  expect((await collection.get(id)).counts).toMatchObject({ in_box: 2, building: 0 });
  await line.cut();
});

test('that it is not saved is told even where the server went away as soon as the page stood', async ({
  page,
  baseURL,
  collection,
}) => {
  const { name } = await collection.create('At once', { inBox: 1 });
  const line = await startLine(new URL(baseURL ?? ''));
  // Nothing is fetched behind the page: its browser is never idle.
  await page.addInitScript(() => {
    window.requestIdleCallback = () => 0;
  });
  await page.goto(`${line.url}/miniatures?q=${encodeURIComponent(name)}`);
  const row = page.getByRole('row', { name });
  await expect(row).toBeVisible();
  await line.cut();
  await row.getByRole('button', { name: /from In box to Building/ }).click();
  await expect(page.getByText(/^1 change is not saved yet/)).toBeVisible();
  await expect(row).toContainText(mark);
});

test('what waits outlives a reload, which is warned of', async ({ page, collection }) => {
  const { id, name } = await collection.create('Reloaded', { inBox: 3 });
  await page.goto(`/miniatures?q=${encodeURIComponent(name)}`);
  await expect(page.getByText('Connected')).toBeVisible();
  await page.route('**/api/trpc/miniatures.move', (route) => route.abort());
  const forward = page
    .getByRole('row', { name })
    .getByRole('button', { name: /from In box to Building/ });
  await forward.click();
  await forward.click();
  await expect(page.getByText(/^2 changes are not saved yet/)).toBeVisible();
  const warnings: string[] = [];
  page.on('dialog', (dialog) => {
    warnings.push(dialog.type());
    void dialog.accept();
  });
  await page.reload();
  expect(warnings).toEqual(['beforeunload']);
  await expect(page.getByRole('row', { name })).toContainText(mark);
  await page.unroute('**/api/trpc/miniatures.move');
  await expect(page.getByText('2 changes that were waiting are saved now.')).toBeVisible();
  await expect(cell(page, name, 2)).toContainText('1');
  expect((await collection.get(id)).counts).toMatchObject({ in_box: 1, building: 2 });
  await page.reload();
  expect(warnings).toHaveLength(1);
  await expect(cell(page, name, 2)).toContainText('1');
  await page.keyboard.press('u');
  await expect(page.getByText(`${name}: 2 moved back, Building → In box`)).toBeVisible();
  expect((await collection.get(id)).counts).toMatchObject({ in_box: 3, building: 0 });
});

test('six clicks in a row are told as six, and taken back as six, also after a reload', async ({
  page,
  collection,
}) => {
  const { id, name } = await collection.create('Six clicks', { inBox: 9 });
  await page.goto(`/miniatures?q=${encodeURIComponent(name)}`);
  const forward = page
    .getByRole('row', { name })
    .getByRole('button', { name: /from In box to Building/ });
  for (let click = 0; click < 6; click += 1) await forward.click();
  await expect(page.getByText(`${name}: 6 moved, In box → Building`)).toBeVisible();
  await page.reload();
  await expect(cell(page, name, 3)).toContainText('6');
  await page.keyboard.press('u');
  await expect(page.getByText(`${name}: 6 moved back, Building → In box`)).toBeVisible();
  await expect(cell(page, name, 2)).toContainText('9');
  expect((await collection.get(id)).counts).toMatchObject({ in_box: 9, building: 0 });
});

test('the newest of a history can be taken back there, whoever did it; and with the same key', async ({
  page,
  collection,
}) => {
  const { id, name } = await collection.create('From history', { inBox: 9 });
  await collection.move(id, 'IN_BOX', 'BUILDING', 1);
  await collection.move(id, 'IN_BOX', 'BUILDING', 2);
  await page.goto(`/miniatures/${id}`);
  const history = page.getByRole('region', { name: 'History' });
  const undo = history.getByRole('button', { name: 'Undo' });
  await expect(history.getByRole('listitem').first()).toContainText('3 moved, In box → Building');
  await expect(undo).toHaveCount(1);
  await history.getByText('Every entry').click();
  await expect(history.getByRole('listitem').first()).toContainText('2 moved');
  await undo.click();
  await expect(page.getByText(`${name}: 2 moved back, Building → In box`)).toBeVisible();
  await expect(history.getByText('2 taken back')).toBeVisible();
  await history.getByText('Summed up').click();
  await expect(history.getByRole('listitem').first()).toContainText('1 moved, In box → Building');
  // Nothing was done in this tab but by the button: the key takes the newest line, too.
  await page.reload();
  await expect(history.getByRole('listitem').first()).toContainText('1 moved');
  await page.keyboard.press('u');
  await expect(page.getByText(`${name}: 1 moved back, Building → In box`)).toBeVisible();
  await expect(history.getByRole('listitem').first()).toContainText('9 added to the box');
  await undo.click();
  await expect(history.getByText('Nothing has happened yet.')).toBeVisible();
  await page.keyboard.press('u');
  await expect(page.getByText('There is nothing to undo.')).toBeVisible();
});

test('what failed in a dialog is told beside the form, and goes when the connection is back', async ({
  page,
  baseURL,
  collection,
}) => {
  const { name } = await collection.create('Taken');
  const fresh = collection.nameOf('Fresh');
  const line = await opened(page, baseURL, `/miniatures?q=${collection.nameOf('').trim()}`);
  const dialog = page.getByRole('dialog', { name: 'New type' });
  const field = dialog.getByLabel('Name', { exact: true });
  await page.keyboard.press('n');
  await field.fill(name);
  await page.keyboard.press('Enter');
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await expect(dialog.getByText(/A type with this name already exists/)).toBeVisible();
  await expect(dialog.getByRole('alert')).toBeEmpty();
  await field.fill(fresh);
  await line.cut();
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('alert')).toHaveText(
    'The server is not responding. Is it still running?',
  );
  await expect(field).not.toHaveAttribute('aria-invalid', 'true');
  await line.restore();
  await expect(dialog.getByRole('alert')).toBeEmpty();
  await page.keyboard.press('Enter');
  await expect(page.getByText(`“${fresh}” was added to the collection.`)).toBeVisible();
  await expect(page.getByRole('row', { name: fresh })).toBeVisible();
  await line.cut();
});

test('after the last of a stage the form goes on where they arrived, as far as there is a way on', async ({
  page,
  collection,
}) => {
  const { id, name } = await collection.create('Going on', { inBox: 5 });
  await collection.move(id, 'IN_BOX', 'BUILDING', 1);
  await page.goto(`/miniatures/${id}`);
  const form = page.getByRole('region', { name: 'Move forward' });
  const from = form.getByRole('group', { name: 'From' });
  const to = form.getByRole('group', { name: 'To' });
  const quantity = form.getByLabel('How many');
  await to.getByRole('radio', { name: /Priming/ }).check();
  await form.getByRole('button', { name: 'All', exact: true }).click();
  await page.keyboard.press('Enter');
  await expect(page.getByText(`${name}: 4 moved, In box → Priming`)).toBeVisible();
  await expect(from.getByRole('radio', { name: /Priming/ })).toBeChecked();
  await expect(quantity).toHaveValue('4');
  await to.getByRole('radio', { name: /Done/ }).check();
  await form.getByRole('button', { name: 'Move 4' }).click();
  await expect(page.getByText(`${name}: 4 moved, Priming → Done`)).toBeVisible();
  await expect(from.getByRole('radio', { name: /Building/ })).toBeChecked();
  await expect(quantity).toHaveValue('1');
});

test('a new type without history can be taken back, and not once something happened', async ({
  page,
  collection,
}) => {
  const name = collection.nameOf('Mistyped');
  const create = async () => {
    await page.keyboard.press('n');
    await page.getByLabel('Name', { exact: true }).fill(name);
    await page.keyboard.press('Enter');
    await expect(page.getByText(`“${name}” was added to the collection.`)).toBeVisible();
    await expect(page.getByRole('row', { name })).toBeFocused();
  };
  await page.goto(`/miniatures?q=${encodeURIComponent(name)}`);
  await expect(page.getByRole('button', { name: 'New type' })).toBeVisible();
  await create();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText(`“${name}” was taken out of the collection again.`)).toBeVisible();
  await expect(page.getByRole('row', { name })).toBeHidden();
  await create();
  const address = await page.getByRole('link', { name }).getAttribute('href');
  await collection.add(address?.split('/').at(-1) ?? '', 1);
  await page.keyboard.press('u');
  await expect(page.getByText(/Something has happened to this type since/)).toBeVisible();
  await expect(page.getByRole('row', { name })).toBeVisible();
});
