import { expect, test } from '../fixtures.ts';

test('one click moves one forward, and the notice takes it back', async ({ page, collection }) => {
  const { name, id } = await collection.create('Ork Boyz', { inBox: 3 });
  await page.goto(`/miniatures?q=${encodeURIComponent(name)}`);
  const row = page.getByRole('row', { name });
  await row.getByRole('button', { name: /from In box to Building, available: 3/ }).click();
  await expect(
    row.getByRole('button', { name: /from Building to Priming, available: 1/ }),
  ).toBeVisible();
  await expect(page.getByText(`${name}: 1 moved, In box → Building`)).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText(`${name}: 1 moved back, Building → In box`)).toBeVisible();
  await expect(
    row.getByRole('button', { name: /from In box to Building, available: 3/ }),
  ).toBeVisible();
  expect((await collection.get(id)).counts.in_box).toBe(3);
});

test('quick clicks in a row all arrive, and are taken back', async ({ page, collection }) => {
  const { name, id } = await collection.create('Termagants', { inBox: 10 });
  await page.goto(`/miniatures?q=${encodeURIComponent(name)}`);
  const row = page.getByRole('row', { name });
  const button = row.getByRole('button', { name: /from In box to Building/ });
  await button.focus();
  for (let i = 0; i < 6; i += 1) await page.keyboard.press('Enter');
  await expect(
    row.getByRole('button', { name: /from Building to Priming, available: 6/ }),
  ).toBeVisible();
  await expect.poll(async () => (await collection.get(id)).counts.building).toBe(6);
  await page.keyboard.press('u');
  await expect.poll(async () => (await collection.get(id)).counts.in_box).toBe(10);
  await expect(row.getByRole('button', { name: /to Building, available: 10/ })).toBeVisible();
});

test('a new type comes with what is in its box, and is found at once', async ({
  page,
  collection,
}) => {
  const name = collection.nameOf('Stormcast Liberators');
  await page.goto('/miniatures');
  await page.getByRole('button', { name: 'New type' }).click();
  const dialog = page.getByRole('dialog', { name: 'New type' });
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(dialog.getByText('Enter a name.')).toBeVisible();
  await dialog.getByLabel('Name').fill(`  ${name} `);
  await dialog.getByRole('button', { name: '10', exact: true }).click();
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText(`${name}: 10 added to the box`)).toBeVisible();
  await expect(page.getByRole('row', { name })).toBeFocused();

  await page.getByRole('button', { name: 'New type' }).click();
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(
    dialog.getByText('A type with this name already exists, perhaps in the archive.'),
  ).toBeVisible();
  await dialog.getByRole('link', { name: 'Open it' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
});

test('a name that reads like another is told before there are two, and may be meant', async ({
  page,
  collection,
}) => {
  const known = await collection.create('Ork Boyz');
  const alike = known.name.toUpperCase().replace(' ', '  ');
  await page.goto(`/miniatures?q=${collection.nameOf('').trim()}`);
  await page.getByRole('button', { name: 'New type' }).click();
  const create = page.getByRole('dialog', { name: 'New type' });
  const name = create.getByLabel('Name');
  for (const [text, words] of [
    ['\u200b', 'Nothing of this name can be seen'],
    ['Ork\u0007Boyz', 'There is a control character in this name'],
  ] as const) {
    await name.fill(text);
    await expect(create.getByText(words)).toBeVisible();
  }
  await name.fill(alike);
  await page.keyboard.press('Enter');
  await expect(create.getByText(`“${known.name}” exists already.`)).toBeVisible();
  await expect(create.getByRole('link', { name: 'Open it' })).toHaveAttribute(
    'href',
    `/miniatures/${known.id}`,
  );
  await create.getByRole('button', { name: 'Add anyway' }).click();
  await expect(create).toBeHidden();
  await expect(page.getByText(`“${alike}” was added to the collection.`)).toBeVisible();
});

test('a new name that reads like another’s is told, and the same name may be written otherwise', async ({
  page,
  collection,
}) => {
  const known = await collection.create('Night Goblins');
  const other = await collection.create('Goblins');
  await page.goto(`/miniatures/${other.id}`);
  await expect(page.getByRole('heading', { level: 1, name: other.name })).toBeVisible();
  await page.keyboard.press('e');
  const rename = page.getByRole('dialog', { name: 'Rename' });
  await rename.getByLabel('New name').fill(known.name.toLowerCase());
  await page.keyboard.press('Enter');
  await expect(rename.getByText(/exists already/)).toBeVisible();
  await expect(rename.getByRole('button', { name: 'Save anyway' })).toBeVisible();
  await rename.getByLabel('New name').fill(other.name.toUpperCase());
  await rename.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(
    page.getByRole('heading', { level: 1, name: other.name.toUpperCase() }),
  ).toBeVisible();
  await expect(rename).toBeHidden();

  await page.keyboard.press('e');
  await rename.getByLabel('New name').fill(known.name);
  await page.keyboard.press('Enter');
  await rename.getByRole('link', { name: 'Open it' }).click();
  await expect(rename).toBeHidden();
  await expect(
    page.getByRole('heading', { level: 1, name: known.name, exact: true }),
  ).toBeVisible();
});

test('the search stands in the address, and what is not found says so', async ({
  page,
  collection,
}) => {
  const { name } = await collection.create('Genestealers');
  await page.goto('/miniatures');
  const search = page.getByRole('textbox', { name: 'Search by name' });
  await search.fill(name.toLowerCase());
  await expect(page).toHaveURL(/q=genestealers/);
  await expect(page.getByRole('row', { name })).toBeVisible();
  await expect(page.getByRole('row')).toHaveCount(2);
  await page.reload();
  await expect(search).toHaveValue(name.toLowerCase());
  await expect(page.getByRole('row', { name })).toBeVisible();
  await search.fill('no such miniature');
  await expect(page.getByRole('heading', { name: 'Nothing found' })).toBeVisible();
  await page.getByRole('main').getByRole('button', { name: 'Clear search' }).last().click();
  await expect(search).toHaveValue('');
  await expect(page.getByRole('grid')).toBeVisible();
});

test('a type is renamed, archived, found in the archive and brought back', async ({
  page,
  collection,
}) => {
  const { name } = await collection.create('Kommandos', { inBox: 2 });
  const better = `${name} renamed`;
  await page.goto(`/miniatures?q=${encodeURIComponent(name)}`);
  await page.getByRole('button', { name: `More actions: ${name}` }).click();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  const dialog = page.getByRole('dialog', { name: 'Rename' });
  await dialog.getByLabel('New name').fill(better);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('row', { name: better })).toBeVisible();

  await page.getByRole('button', { name: `More actions: ${better}` }).click();
  await page.getByRole('menuitem', { name: 'Archive' }).click();
  await expect(page.getByText(`“${better}” is archived.`)).toBeVisible();
  await expect(page.getByRole('row', { name: better })).toBeHidden();
  await page.getByText('Archived', { exact: true }).click();
  const row = page.getByRole('row', { name: better });
  await expect(row).toBeVisible();
  await expect(row.getByRole('button', { name: /from In box/ })).toBeHidden();
  await page.getByRole('button', { name: `More actions: ${better}` }).click();
  await page.getByRole('menuitem', { name: 'Restore' }).click();
  await page.getByText('Active', { exact: true }).click();
  await expect(row).toBeVisible();
});

test('the old name is selected, and what was renamed or archived can be taken back', async ({
  page,
  collection,
}) => {
  const { name, id } = await collection.create('Wyches', { inBox: 2 });
  const better = collection.nameOf('Witches');
  await page.goto(`/miniatures?q=${collection.nameOf('').trim()}`);
  for (const _ of ['first', 'second']) {
    await page.getByRole('row', { name }).click({ position: { x: 5, y: 5 } });
    await page.keyboard.press('e');
    await expect(page.getByLabel('New name')).toBeFocused();
    await page.keyboard.type(better);
    await page.keyboard.press('Enter');
    await expect(page.getByText(`Renamed to “${better}”.`)).toBeVisible();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(page.getByText(`The old name is back: “${name}”.`)).toBeVisible();
    await expect(page.getByRole('row', { name })).toBeVisible();
  }
  await page.getByRole('button', { name: `More actions: ${name}` }).click();
  await page.getByRole('menuitem', { name: 'Archive' }).click();
  await expect(page.getByText(`“${name}” is archived.`)).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText(`“${name}” is active again.`)).toBeVisible();
  await expect(page.getByText(`“${name}” is archived.`)).toBeHidden();
  await expect(page.getByRole('row', { name })).toBeVisible();
  expect((await collection.get(id)).name).toBe(name);
});

test('several types are archived and restored together', async ({ page, collection }) => {
  const first = await collection.create('Squad A', { inBox: 1 });
  const second = await collection.create('Squad B');
  const select = async () => {
    await page.getByRole('checkbox', { name: `Select ${first.name}` }).check();
    await page.getByRole('checkbox', { name: `Select ${second.name}` }).check();
  };
  await page.goto(`/miniatures?q=${collection.nameOf('').trim()}`);
  const bar = page.getByRole('region', { name: 'Selected types' });
  await select();
  await bar.getByRole('button', { name: 'Archive' }).click();
  await expect(page.getByText('2 types are archived.')).toBeVisible();
  await expect(bar).toBeHidden();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('2 types are active again.')).toBeVisible();
  await expect(page.getByRole('row', { name: first.name })).toBeVisible();

  await select();
  await bar.getByRole('button', { name: 'Archive' }).click();
  await page.getByText('Archived', { exact: true }).click();
  await select();
  await expect(bar.getByRole('button', { name: 'Move…' })).toBeHidden();
  await bar.getByRole('button', { name: 'Restore' }).click();
  await expect(page.getByText('2 types are active again.')).toBeVisible();
  await page.getByText('Active', { exact: true }).click();
  await expect(page.getByRole('row', { name: second.name })).toBeVisible();
});

test('several types move together, all or nothing', async ({ page, collection }) => {
  const full = await collection.create('Squad A', { inBox: 5 });
  const low = await collection.create('Squad B', { inBox: 1 });
  const mark = collection.nameOf('').trim();
  await page.goto(`/miniatures?q=${mark}`);
  await page.getByRole('checkbox', { name: `Select ${full.name}` }).check();
  await page.getByRole('checkbox', { name: `Select ${low.name}` }).check();
  await page.getByRole('button', { name: 'Move…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Move 2 types' });
  const submit = dialog.getByRole('button', { name: 'Move', exact: true });
  await dialog.getByLabel('How many of each type').last().fill('2');
  await expect(
    dialog.getByText(`Nothing can be moved: 1 type has fewer than that in this stage: ${low.name}`),
  ).toBeVisible();
  await expect(submit).toBeDisabled();
  await dialog.getByText('All of them').click();
  await expect(dialog.getByText('6 miniatures will move.')).toBeVisible();
  await submit.click();
  await expect(page.getByText('2 types moved, In box → Building')).toBeVisible();
  expect((await collection.get(full.id)).counts.building).toBe(5);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('2 types moved back, Building → In box')).toBeVisible();
  expect((await collection.get(low.id)).counts.in_box).toBe(1);
  expect((await collection.get(full.id)).counts.in_box).toBe(5);
});
