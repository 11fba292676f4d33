import type { Page } from '@playwright/test';
import { appearances } from '../appearances.ts';
import type { Collection } from '../collection.ts';
import { expect, expectAccessible, test } from '../fixtures.ts';

function csv(content: string | Buffer, name = 'shelf.csv') {
  return { name, mimeType: 'text/csv', buffer: Buffer.from(content) };
}

async function choose(page: Page, file: ReturnType<typeof csv>): Promise<void> {
  await page.goto('/miniatures/exchange');
  await page.getByLabel('Export file (JSON) or table (CSV)').setInputFiles(file);
}

async function countsOf(page: Page, collection: Collection, name: string) {
  const { items } = await (await page.request.get('/api/v1/types')).json();
  const { id } = items.find((type: { name: string }) => type.name === name);
  return (await collection.get(id)).counts;
}

test('a CSV file with a count for each stage is mapped, looked at, and imported', async ({
  page,
  collection,
}) => {
  const known = await collection.create('Ork Boyz', { inBox: 5 });
  const fresh = collection.nameOf('Grots, "the green"');
  const quoted = `"${fresh.replaceAll('"', '""')}"`;
  await choose(
    page,
    csv(
      `Unit;In box;Built;Primed;WIP;Painted;Notes\r\n${known.name};3;;;;2;"green; very"\r\n${quoted};1;1;1;1;1;\r\n;;;;;;\r\n;7;;;;;lost\r\n`,
    ),
  );
  await expect(page.getByRole('combobox', { name: 'What “Unit” holds' })).toHaveValue('name');
  await expect(page.getByRole('combobox', { name: 'What “Painted” holds' })).toHaveValue('DONE');
  await expect(page.getByText('2 types, 10 miniatures')).toBeVisible();
  await expect(page.getByText('Left out: Notes.')).toBeVisible();
  const faults = page.getByRole('main').getByRole('alert');
  await expect(faults).toContainText('1 row cannot be read, and is left out:');
  await expect(faults).toContainText('Row 5: it has no name.');

  await page.getByRole('button', { name: 'Preview' }).click();
  await expect(page.getByText('1 new type')).toBeVisible();
  await expect(page.getByRole('row', { name: known.name }).getByRole('cell').first()).toHaveText(
    '8before: 5',
  );
  expect((await collection.get(known.id)).counts.in_box).toBe(5);
  await page.getByRole('button', { name: 'Back to the columns' }).click();
  await page.getByRole('combobox', { name: 'What “Painted” holds' }).selectOption('Leave out');
  await expect(page.getByText('Left out: Painted, Notes.')).toBeVisible();
  await page.getByRole('button', { name: 'Preview' }).click();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByText('Imported. Your collection has grown.')).toBeVisible();
  expect((await collection.get(known.id)).counts).toMatchObject({ in_box: 8, done: 0 });
  expect(await countsOf(page, collection, fresh)).toMatchObject({
    in_box: 1,
    painting: 1,
    done: 0,
  });
});

test('rows pasted from a spreadsheet have a status each; unknown words are told what they mean; by keyboard', async ({
  page,
  collection,
}) => {
  const name = collection.nameOf('Skaven');
  await page.goto('/miniatures/exchange');
  await page.getByRole('button', { name: 'Paste from a spreadsheet' }).press('Enter');
  const field = page.getByRole('textbox', { name: 'Rows of a spreadsheet' });
  await expect(field).toBeFocused();
  await field.fill(
    `Model\tStatus\tQty\n${name}\tdone\t5\n${name}\tshame pile\t20\n${name}\twip\t\n`,
  );
  await field.press('Tab');
  await page.keyboard.press('Enter');
  // What is pressed goes away with its step: the focus is at the beginning of the next.
  const columns = page.getByRole('heading', { name: 'What is in the columns?' });
  await expect(columns).toBeFocused();
  const faults = page.getByRole('main').getByRole('alert');
  await expect(faults).toContainText('Row 3: “shame pile” is no stage that is known.');
  const means = page.getByRole('combobox', { name: 'What “shame pile” means' });
  await means.focus();
  await means.selectOption('In box');
  await expect(faults).toBeHidden();
  await expect(page.getByText('1 type, 26 miniatures')).toBeVisible();
  await page.getByRole('button', { name: 'Preview' }).press('Enter');
  const preview = page.getByRole('heading', { name: 'What this import changes' });
  await expect(preview).toBeFocused();
  await page.getByRole('button', { name: 'Back to the columns' }).press('Enter');
  await expect(columns).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('checkbox', { name: 'The first row holds' })).toBeFocused();
  await page.getByRole('button', { name: 'Preview' }).press('Enter');
  await page.getByRole('button', { name: 'Import', exact: true }).press('Enter');
  await expect(page.getByText('Imported. Your collection has grown.')).toBeVisible();
  const steps = page.getByRole('group', { name: 'Import' });
  await expect(steps).toBeFocused();
  await page.getByRole('button', { name: 'Choose another file' }).press('Enter');
  await expect(steps).toBeFocused();
  const paste = page.getByRole('button', { name: 'Paste from a spreadsheet' });
  await paste.press('Enter');
  await page.getByRole('button', { name: 'Cancel' }).press('Enter');
  await expect(paste).toBeFocused();
  expect(await countsOf(page, collection, name)).toMatchObject({
    in_box: 20,
    painting: 1,
    done: 5,
  });
});

test('a table without headings is mapped by hand', async ({ page, collection }) => {
  const name = collection.nameOf('Clanrats');
  await choose(page, csv(`painted last year,${name},7\nlater,${name},2\n`));
  await expect(
    page.getByRole('checkbox', { name: 'The first row holds headings' }),
  ).not.toBeChecked();
  await page.getByRole('combobox', { name: 'What “Column 1” holds' }).selectOption('Leave out');
  await expect(page.getByText('Choose the column that holds the names.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Preview' })).toBeDisabled();
  await page.getByRole('combobox', { name: 'What “Column 2” holds' }).selectOption('Name');
  await page
    .getByRole('combobox', { name: 'What “Column 3” holds' })
    .selectOption('How many: Done');
  await expect(page.getByText('1 type, 9 miniatures')).toBeVisible();
  await page.getByRole('button', { name: 'Preview' }).click();
  await expect(page.getByRole('row', { name })).toContainText('9');
});

test('tables in other encodings are read; what is no table is refused in words', async ({
  page,
  collection,
}) => {
  const name = collection.nameOf('Ærø');
  const table = `Name,Done\n${name},3\n`;
  await choose(page, csv(Buffer.from(`\ufeff${table}`, 'utf16le')));
  await page.getByRole('button', { name: 'Preview' }).click();
  await expect(page.getByRole('row', { name })).toBeVisible();
  await choose(page, csv(Buffer.from(table, 'latin1')));
  await expect(page.getByText('was read as windows-1252')).toBeVisible();
  await page.getByRole('button', { name: 'Preview' }).click();
  await expect(page.getByRole('row', { name })).toBeVisible();

  const alert = page.getByRole('main').getByRole('alert');
  await choose(page, csv(Buffer.from('PK\u0003\u0004workbook'), 'shelf.xlsx'));
  await expect(alert).toContainText('Save it there as CSV');
  await choose(page, csv(' \n', 'empty.csv'));
  await expect(alert).toContainText('There is nothing in it.');
});

for (const appearance of appearances) {
  test.describe(`in ${appearance.language}, ${appearance.theme}`, () => {
    test.use({ ...appearance, viewport: { width: 360, height: 740 } });

    test('the mapping of columns is accessible, and fits on a phone', async ({
      page,
      collection,
    }) => {
      const ru = appearance.language === 'ru';
      const name = collection.nameOf('Орки-бойцы Very long name of a unit in the army');
      await page.goto('/miniatures/exchange');
      await page
        .getByRole('button', { name: ru ? 'Вставить из таблицы' : 'Paste from a spreadsheet' })
        .click();
      await expectAccessible(page);
      await page
        .getByRole('textbox')
        .last()
        .fill(
          `Name\tStatus\tQty\tNotes\n${name}\tdone\t5\tgreen\n${name}\tshelf of shame\tmany\t\n`,
        );
      await page.getByRole('button', { name: ru ? 'Прочитать' : 'Read' }).click();
      await expect(page.getByRole('main').getByRole('alert')).toBeVisible();
      await expectAccessible(page);
      const beyond = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(beyond).toBeLessThanOrEqual(0);
    });
  });
}
