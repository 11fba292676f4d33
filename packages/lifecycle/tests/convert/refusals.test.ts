import { convertInPlace } from '@atelier/lifecycle/convert/in-place.ts';
import { planConversion } from '@atelier/lifecycle/convert/plan.ts';
import type { TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contentOf, createFixture, schemaOf } from './fixture.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createFixture();
});
afterAll(() => database.drop());

const request = { profile: 'time-legacy', target: 'uuid' } as const;

/** Runs `work` on a changed schema; afterwards everything must be as it was before it. */
async function unchangedBy(change: string, work: () => Promise<void>, undo: string): Promise<void> {
  const { db } = database;
  await db.raw(change.replaceAll('?', '\\?'));
  const before = [await schemaOf(db), await contentOf(db)];
  await work();
  expect([await schemaOf(db), await contentOf(db)]).toEqual(before);
  await db.raw(undo);
}

test('what only may be a reference is asked for, with what speaks for it', async () => {
  await unchangedBy(
    'CREATE TABLE shifts (task_id int, chosen_by int, place_id int); INSERT INTO shifts VALUES (1, 1, 7000), (999, 3, 1)',
    async () => {
      const plan = await planConversion(database.db, request);
      expect(plan.undecided.map(({ column, candidates }) => [column, candidates[0]])).toEqual([
        ['task_id', { to: 'time.tasks', by: 'name', values: 2, found: 1 }],
        ['chosen_by', { to: 'time.users_web', by: 'value', values: 2, found: 2 }],
      ]);
      await expect(convertInPlace(database.db, request)).rejects.toMatchObject({
        code: 'ERR_REFERENCES_UNDECIDED',
        params: { columns: 'public.shifts.task_id, public.shifts.chosen_by' },
      });
      const told = await planConversion(database.db, {
        ...request,
        references: { 'public.shifts.task_id': 'tasks' },
        notReferences: ['public.shifts.chosen_by'],
      });
      const ofShifts = told.columns.filter(({ table }) => table.name === 'shifts');
      expect(ofShifts.map(({ column, evidence }) => [column, evidence.kind])).toEqual([
        ['task_id', 'told'],
      ]);
    },
    'DROP TABLE shifts',
  );
});

test.each([
  ['public.tasks.nothing', 'tasks'],
  ['public.tasks.title', 'no_table'],
  ['public.tasks.updated_at', 'tasks'],
])('a reference that cannot be: %s to %s', async (column, table) => {
  await expect(
    planConversion(database.db, { ...request, references: { [column]: table } }),
  ).rejects.toMatchObject({ code: 'ERR_REFERENCE_UNKNOWN' });
});

test.each([
  [
    'a function that adds to an id',
    `CREATE FUNCTION next_task(p_task_id int) RETURNS bigint LANGUAGE sql AS
       'SELECT count(*) FROM tasks WHERE id > p_task_id + 1'`,
    'DROP FUNCTION next_task(int)',
    'function public.next_task(uuid)',
  ],
  [
    'a trigger that puts an id where a number goes',
    `CREATE FUNCTION count_up() RETURNS trigger LANGUAGE plpgsql AS
       $$ DECLARE weight int; BEGIN weight := NEW.id * 2; RETURN NEW; END $$;
     CREATE TRIGGER up BEFORE UPDATE ON projects FOR EACH ROW EXECUTE FUNCTION count_up()`,
    'DROP FUNCTION count_up() CASCADE',
    'function public.count_up()',
  ],
  [
    'a view that adds ids to numbers of others',
    'CREATE VIEW mixed AS SELECT id FROM tasks UNION ALL SELECT 1',
    'DROP VIEW mixed',
    'CREATE VIEW public.mixed AS',
  ],
  [
    'an index over an order of ids',
    'CREATE INDEX late ON tasks (title) WHERE id > 100',
    'DROP INDEX late',
    'index public.late',
  ],
  [
    'a generated column',
    'ALTER TABLE reviews ADD project_id int, ADD twice int GENERATED ALWAYS AS (project_id * 2) STORED',
    'ALTER TABLE reviews DROP twice, DROP project_id',
    'generated column public.reviews.twice',
  ],
])('%s stops the conversion by its name, and nothing is changed', async (_, change, undo, name) => {
  await unchangedBy(
    change,
    async () => {
      await expect(convertInPlace(database.db, request)).rejects.toSatisfy((error) => {
        expect(JSON.stringify(error.params)).toContain(name);
        return /^ERR_CONVERSION_(OBJECT_FAILED|UNSUPPORTED)$/.test(error.code);
      });
    },
    undo,
  );
});

test('a plan that no longer holds is refused', async () => {
  const plan = await planConversion(database.db, request);
  await unchangedBy(
    'CREATE VIEW later AS SELECT id FROM tasks',
    async () => {
      await expect(convertInPlace(database.db, request, {}, plan)).rejects.toMatchObject({
        code: 'ERR_CONVERSION_PLAN_STALE',
      });
    },
    'DROP VIEW later',
  );
});

test('other refusals: an unknown profile, no tables, no way back without a way there', async () => {
  const { db } = database;
  await expect(planConversion(db, { ...request, profile: 'tracks' })).rejects.toMatchObject({
    code: 'ERR_CONVERSION_PROFILE_UNKNOWN',
  });
  const back = await convertInPlace(db, { ...request, target: 'integer' });
  expect(back.converted).toBe(false);
});
