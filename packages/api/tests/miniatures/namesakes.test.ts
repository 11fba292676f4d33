import { expect, test } from 'vitest';
import { openMiniatures } from './test-caller.ts';

const { miniatures } = await openMiniatures();

test.each([
  ['Ork Boyz', 'ork boyz'],
  ['Ork Boyz', '  Ork   Boyz '],
  ['Ork Boyz', 'Ork\u00a0Boyz'],
  ['Ork Boyz', 'Ork\u2003Boyz'],
  ['Ork Boyz', 'Ork Bo\u200byz'],
  ['Ёлки', 'ЁЛКИ'],
  ['Ёлки', 'Е\u0308лки'],
  ['Café Crew', 'CAFE\u0301 crew'],
  ['Straße', 'STRAßE'],
  ['50% off_\\', '50% OFF_\\'],
])('%j is found when another is to be called %j', async (present, name) => {
  const known = (await miniatures.all()).find((type) => type.name === present);
  const { id } = known ?? (await miniatures.create({ name: present }));
  expect(await miniatures.namesake({ name })).toEqual({ id, name: present, archived: false });
  expect(await miniatures.namesake({ name, besides: id })).toBeNull();
});

test.each(['Ork Boys', 'OrkBoyz', 'Cafe Crew', 'Елки', 'Ork Boyz 2'])(
  '%j is nobody’s',
  async (name) => {
    expect(await miniatures.namesake({ name })).toBeNull();
  },
);

test('the one that is called exactly so comes first, and one in use before an archived one', async () => {
  const upper = await miniatures.create({ name: 'GROTS' });
  const lower = await miniatures.create({ name: 'grots' });
  await miniatures.archive({ id: upper.id });
  expect(await miniatures.namesake({ name: 'Grots' })).toMatchObject({ id: lower.id });
  expect(await miniatures.namesake({ name: 'GROTS' })).toEqual({
    id: upper.id,
    name: 'GROTS',
    archived: true,
  });
  expect(await miniatures.namesake({ name: 'grots', besides: lower.id })).toMatchObject({
    id: upper.id,
  });
});

test.each(['\u200b', 'Ork\tBoyz', 'Ork\nBoyz', '\u0007'])(
  'no type is called %j, and none is renamed so',
  async (name) => {
    const { id } = await miniatures.create({ name: `Keeps ${JSON.stringify(name)}` });
    const refused = { code: 'BAD_REQUEST' };
    await expect(miniatures.create({ name })).rejects.toMatchObject(refused);
    await expect(miniatures.rename({ id, name })).rejects.toMatchObject(refused);
  },
);
