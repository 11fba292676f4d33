import { type Actor, localActor } from '@atelier/api/kernel/authorize.ts';
import { createCaller, restAreas, rootRouter } from '@atelier/api/root.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { type AnyTRPCRouter, callTRPCProcedure } from '@trpc/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contextOn, refusal } from '../miniatures/test-caller.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const nobody: Actor = { id: 'nobody', permissions: new Set() };
const reader: Actor = { id: 'reader', permissions: new Set(['miniatures.read']) };

/** Open to everybody: it says of each change whether whoever listens may know of it. */
const publicProcedures = ['live.stream'];

const router: AnyTRPCRouter = rootRouter;
const guarded = Object.keys(router._def.procedures).filter(
  (path) => !publicProcedures.includes(path),
);

test.each(guarded)(
  '%s is refused to whoever may do nothing, before its input is looked at',
  async (path) => {
    const { type } = router._def.procedures[path]._def;
    const call = callTRPCProcedure({
      router,
      path,
      type,
      ctx: contextOn(database, nobody),
      getRawInput: async () => 'no input of anything',
      signal: undefined,
      batchIndex: 0,
    });
    expect(await refusal(call)).toEqual(['ERR_FORBIDDEN', {}]);
  },
);

test('every REST endpoint is for a permission', () => {
  const permissions = restAreas.flatMap(({ endpoints }) => endpoints.map((one) => one.permission));
  expect(permissions).not.toContain('public');
});

test('who may read reads, and writes nothing', async () => {
  const { miniatures } = createCaller(contextOn(database, reader));
  const { id } = await createCaller(contextOn(database, localActor)).miniatures.create({
    name: 'Looked at',
  });
  expect((await miniatures.get({ id })).name).toBe('Looked at');
  expect(await refusal(miniatures.archive({ id }))).toEqual(['ERR_FORBIDDEN', {}]);
  expect((await miniatures.get({ id })).archivedAt).toBeNull();
});
