import { readFile } from 'node:fs/promises';
import { expect, test } from './fixtures.ts';

const counts = (inBox: number, done: number) => [
  { stage: 'IN_BOX', count: inBox },
  { stage: 'BUILDING', count: 0 },
  { stage: 'PRIMING', count: 0 },
  { stage: 'PAINTING', count: 0 },
  { stage: 'DONE', count: done },
];

function file(content: unknown) {
  return {
    name: 'collection.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(content)),
  };
}

test('an import shows every difference first, and changes something only when confirmed', async ({
  page,
  collection,
}) => {
  const known = await collection.create('Cadian Shock Troops', { inBox: 5 });
  const fresh = collection.nameOf('Necromunda Gang');
  const event = {
    from_stage: 'IN_BOX',
    to_stage: 'DONE',
    qty: 2,
    created_at: '2026-01-02T10:00:00',
  };
  await page.goto('/miniatures/exchange');
  await page.getByLabel('Export file (JSON)').setInputFiles(
    file({
      types: [
        { name: known.name, stage_counts: counts(3, 2), history: [event] },
        { name: fresh, stage_counts: counts(1, 0), history: [] },
      ],
    }),
  );
  await expect(page.getByText('1 new type')).toBeVisible();
  await expect(page.getByText('1 type grows')).toBeVisible();
  const row = page.getByRole('row', { name: known.name });
  await expect(row.getByRole('cell').first()).toHaveText('8before: 5');
  await expect(row.getByRole('cell').last()).toHaveText('+1');
  await expect(page.getByRole('row', { name: fresh })).toContainText('new');
  expect((await collection.get(known.id)).counts.in_box).toBe(5);

  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByText('Imported. Your collection has grown.')).toBeVisible();
  expect((await collection.get(known.id)).counts).toMatchObject({ in_box: 8, done: 2 });
  await page.getByRole('link', { name: 'To the collection' }).click();
  await page.getByRole('textbox', { name: 'Search by name' }).fill(fresh);
  await expect(page.getByRole('row', { name: fresh })).toBeVisible();

  // What came is a line of the history, so that the counts can be told from it.
  await page.goto(`/miniatures/${known.id}`);
  const history = page.getByRole('region', { name: 'History' });
  await expect(history.getByText('5 came with an import')).toBeVisible();
  await expect(history.getByText('In box: 3')).toBeVisible();
  await expect(history.getByText('Done: 2')).toBeVisible();
  const move = history.getByRole('listitem').filter({ hasText: '2 moved, In box → Done' });
  await expect(move.getByText('from a file')).toBeVisible();
  await history.getByText('Every entry').click();
  await expect(history.getByText('3 came with an import')).toBeVisible();
  await expect(history.getByText('2 came with an import')).toBeVisible();
  await expect(move.getByText('from a file')).toBeVisible();
});

test('the preview says what to think about before an import', async ({ page, collection }) => {
  const known = await collection.create('Tomb Kings', { inBox: 5 });
  const twice = { name: collection.nameOf('Bretonnians'), stage_counts: counts(1, 0), history: [] };
  await page.goto('/miniatures/exchange');
  const picker = page.getByLabel('Export file (JSON)');
  await picker.setInputFiles(
    file({
      types: [
        { name: known.name, stage_counts: counts(5, 0), history: [] },
        { name: known.name.toUpperCase(), stage_counts: counts(1, 0), history: [] },
        twice,
        twice,
      ],
    }),
  );
  await expect(page.getByRole('row', { name: twice.name })).toContainText('listed 2 times');
  await expect(page.getByText(`There is “${known.name}” already`)).toBeVisible();
  await expect(page.getByText('1 type looks as if it had been exported from here')).toBeVisible();

  await page.getByRole('button', { name: 'Choose another file' }).click();
  const same = { name: known.name, stage_counts: counts(5, 0), history: [] };
  await picker.setInputFiles(file({ types: [same] }));
  await expect(page.getByText('This looks like the same collection again')).toBeVisible();
  expect((await collection.get(known.id)).counts.in_box).toBe(5);
});

test('a file that cannot be imported is refused in words, with the place', async ({
  page,
  collection,
}) => {
  await page.goto('/miniatures/exchange');
  const name = collection.nameOf('Broken');
  await page
    .getByLabel('Export file (JSON)')
    .setInputFiles(file({ types: [{ name, stage_counts: counts(-1, 0), history: [] }] }));
  const alert = page.getByRole('main').getByRole('alert');
  await expect(alert).toContainText('This file cannot be imported. Nothing was changed.');
  await expect(alert).toContainText(
    `Where: type “${name}” (no. 1 of the file), stage “In box”, field “count”`,
  );
  await page.getByRole('button', { name: 'Choose another file' }).click();
  const text = { name: 'notes.json', mimeType: 'application/json', buffer: Buffer.from('Orks') };
  await page.getByLabel('Export file (JSON)').setInputFiles(text);
  await expect(alert).toContainText('This is not JSON');
  await expect(alert).not.toContainText('Where');
});

test('the export is downloaded under its day', async ({ page, collection }) => {
  const { name } = await collection.create('Exported', { inBox: 1 });
  await page.goto('/miniatures/exchange');
  const waiting = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download the export' }).click();
  const download = await waiting;
  expect(download.suggestedFilename()).toMatch(/^atelier-miniatures-\d{4}-\d\d-\d\d\.json$/);
  expect(await readFile(await download.path(), 'utf8')).toContain(name);
});
