import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '../fixtures.ts';

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

/** Takes whatever it is sent, and never answers. */
async function muteServer() {
  const server = createServer((request) => request.resume()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
    },
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
  await page.getByLabel('Export file (JSON) or table (CSV)').setInputFiles(
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
  const picker = page.getByLabel('Export file (JSON) or table (CSV)');
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

test('every type of a large file can be looked at, and what the archive gives back is named', async ({
  page,
  request,
  collection,
}) => {
  const shelved = await collection.create('Zombie Dragon', { inBox: 1 });
  const archive = { data: { id: shelved.id } };
  expect((await request.post('/api/trpc/miniatures.archive', archive)).ok()).toBe(true);
  const names = Array.from({ length: 1002 }, (_, place) => collection.nameOf(`Large ${place + 1}`));
  await page.goto('/miniatures/exchange');
  await page.getByLabel('Export file (JSON) or table (CSV)').setInputFiles(
    file({
      types: [...names, shelved.name].map((name) => ({
        name,
        stage_counts: counts(1, 0),
        history: [],
      })),
    }),
  );
  await expect(page.getByText('1,002 new types')).toBeVisible();
  await expect(page.getByRole('note')).toContainText(
    `1 type comes back from the archive: ${shelved.name}`,
  );
  const pages = page.getByRole('navigation', { name: 'Pages of the differences' });
  await expect(pages).toContainText('1–100 of 1,003');
  await expect(page.getByRole('row', { name: names[99] ?? '' })).toBeVisible();
  for (let turn = 0; turn < 10; turn += 1)
    await pages.getByRole('button', { name: 'Next' }).click();
  await expect(pages).toContainText('1,001–1,003 of 1,003');
  await expect(page.getByRole('row', { name: names[1001] ?? '' })).toBeVisible();
  await expect(page.getByRole('row', { name: shelved.name })).toContainText(
    'comes back from the archive',
  );
  // At the end the button stays where the keyboard is.
  const next = pages.getByRole('button', { name: 'Next' });
  await expect(next).toBeFocused();
  await next.press('Enter');
  await expect(pages).toContainText('1,001–1,003 of 1,003');
  await pages.getByRole('button', { name: 'Previous' }).click();
  await expect(pages).toContainText('901–1,000 of 1,003');
});

test('an import whose answer is lost may be tried again, and is done once', async ({
  page,
  collection,
}) => {
  const name = collection.nameOf('Lost answer');
  await page.goto('/miniatures/exchange');
  const types = [{ name, stage_counts: counts(3, 0), history: [] }];
  await page.getByLabel('Export file (JSON) or table (CSV)').setInputFiles(file({ types }));
  await expect(page.getByText('1 new type')).toBeVisible();
  await page.route('**/api/v1/import?large=true&lenient=true', async (route) => {
    await route.fetch();
    await route.abort();
  });
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  const alert = page.getByRole('main').getByRole('alert');
  await expect(alert).toContainText('It is not known whether the file was imported.');
  await expect(alert).not.toContainText('Nothing was changed');
  await page.unrouteAll();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText('Imported. Your collection has grown.')).toBeVisible();
  await page.getByRole('link', { name: 'To the collection' }).click();
  await page.getByRole('textbox', { name: 'Search by name' }).fill(name);
  await expect(page.getByRole('row', { name }).getByRole('gridcell').nth(2)).toContainText('3');
});

test('who stops an import is told whether it may have been done', async ({ page, collection }) => {
  await using mute = await muteServer();
  const name = collection.nameOf('Stopped');
  await page.goto('/miniatures/exchange');
  const picker = page.getByLabel('Export file (JSON) or table (CSV)');
  const types = [{ name, stage_counts: counts(3, 0), history: [] }];
  // The file is on its way, and nothing of it has arrived.
  await page.route('**/api/v1/import**', () => {});
  await picker.setInputFiles(file({ types }));
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText('Stopped. Nothing was changed.')).toBeVisible();
  await page.unrouteAll();

  await picker.setInputFiles(file({ types }));
  await expect(page.getByText('1 new type')).toBeVisible();
  await page.route('**/api/v1/import?large=true&lenient=true', (route) =>
    route.continue({ url: mute.url }),
  );
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByText('Uploaded, now the server is working through it')).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  const alert = page.getByRole('main').getByRole('alert');
  await expect(alert).toContainText('It is not known whether the file was imported.');
  await page.unrouteAll();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText('Imported. Your collection has grown.')).toBeVisible();
});

test('a file that cannot be imported is refused in words, with the place', async ({
  page,
  collection,
}) => {
  await page.goto('/miniatures/exchange');
  const name = collection.nameOf('Broken');
  await page
    .getByLabel('Export file (JSON) or table (CSV)')
    .setInputFiles(file({ types: [{ name, stage_counts: counts(-1, 0), history: [] }] }));
  const alert = page.getByRole('main').getByRole('alert');
  await expect(alert).toContainText('This file cannot be imported. Nothing was changed.');
  await expect(alert).toContainText(
    `Where: type “${name}” (no. 1 of the file), stage “In box”, field “count”`,
  );
  await page.getByRole('button', { name: 'Choose another file' }).click();
  const text = { name: 'notes.json', mimeType: 'application/json', buffer: Buffer.from('Orks') };
  await page.getByLabel('Export file (JSON) or table (CSV)').setInputFiles(text);
  await expect(alert).toContainText('This is not JSON');
  await expect(alert).not.toContainText('Where');
});

test('what an export of another program has differently is mended, and told before', async ({
  page,
  collection,
}) => {
  const name = collection.nameOf('Mended');
  const event = { from_stage: 'DONE', to_stage: 'IN_BOX', qty: 1, created_at: 1_769_846_400 };
  await page.goto('/miniatures/exchange');
  await page.getByLabel('Export file (JSON) or table (CSV)').setInputFiles(
    file({
      types: [
        {
          name,
          stage_counts: [{ stage: 'DONE', count: 4 }],
          history: [event, { ...event, to_stage: 'DONE', from_stage: 'IN_BOX' }],
        },
      ],
    }),
  );
  const note = page.getByRole('note');
  await expect(note).toContainText(
    `1 history entry goes back, or stays in its stage: it is left out. Counts do not depend on it. First: type “${name}” (no. 1 of the file), event no. 1 of its history.`,
  );
  await expect(note).toContainText('2 history entries have their time as a number');
  await expect(note).toContainText('1 type does not name every stage');
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByText('Imported. Your collection has grown.')).toBeVisible();
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
