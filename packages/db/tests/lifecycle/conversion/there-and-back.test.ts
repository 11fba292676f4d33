import { convertInPlace } from '@atelier/db/lifecycle/conversion/in-place.ts';
import type { TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { contentOf, createFixture, schemaOf } from './fixture.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await createFixture();
});
afterEach(() => database.drop());

const told = {
  profile: 'time-legacy',
  references: { 'public.reviews.reviewed_by': 'users_web' },
};
const toUuid = () => convertInPlace(database.db, { ...told, target: 'uuid' });
const toInteger = () => convertInPlace(database.db, { ...told, target: 'integer' });

test('there and back: every row and every part of the schema is as it was', async () => {
  const { db } = database;
  const [content, schema] = [await contentOf(db), await schemaOf(db)];
  const report = await toUuid();
  expect(report.converted).toBe(true);
  expect(await contentOf(db)).not.toEqual(content);
  await toInteger();
  expect(await schemaOf(db)).toEqual(schema);
  expect(await contentOf(db)).toEqual(content);
});
