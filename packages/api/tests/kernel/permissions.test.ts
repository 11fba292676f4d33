import type { ProcedureMeta } from '@atelier/api/kernel/trpc/procedure.ts';
import { createCaller, rootRouter } from '@atelier/api/root.ts';
import type { Action } from '@atelier/domain/identity/actions.ts';
import { type Actor, nobody } from '@atelier/domain/identity/actor.ts';
import { everywhere, type HouseRole, houseRoles } from '@atelier/domain/identity/roles.ts';
import { DomainError } from '@atelier/domain/kernel/errors.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { type AnyTRPCRouter, callTRPCProcedure, type ProcedureType, TRPCError } from '@trpc/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { administrator, contextOn, refusal } from '../miniatures/test-caller.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** Users as the database knows them, none of whom is in it. */
const userId = (place: number) => `00000000-0000-7000-8000-${String(place).padStart(12, '0')}`;
const may = (role: HouseRole): Actor => ({
  id: userId(houseRoles.indexOf(role)),
  kind: 'user',
  grants: [everywhere(role)],
});
const reader = may('viewer');
const callers: readonly { readonly who: string; readonly actor: Actor }[] = [
  { who: 'nobody', actor: nobody },
  { who: 'stranger', actor: { id: userId(99), kind: 'user', grants: [] } },
  ...houseRoles.map((role) => ({ who: role, actor: may(role) })),
];

const router: AnyTRPCRouter = rootRouter;
const procedures = Object.keys(router._def.procedures).map((path) => {
  const { type, meta }: { readonly type: ProcedureType; readonly meta: ProcedureMeta } =
    router._def.procedures[path]._def;
  return { path, type, ...meta };
});

/** Calls with what is no input of anything: whoever passes the gate is told so. */
async function refusedWith(actor: Actor, path: string, type: ProcedureType): Promise<string> {
  const call = callTRPCProcedure({
    router,
    path,
    type,
    ctx: contextOn(database, actor),
    getRawInput: async () => 'no input of anything',
    signal: undefined,
    batchIndex: 0,
  });
  try {
    await call;
    return 'nothing';
  } catch (error) {
    const cause = error instanceof TRPCError ? error.cause : error;
    return cause instanceof DomainError ? cause.code : 'its input';
  }
}

/** By the words of the declaration alone, and not by the rules that are tested. */
function expected(who: string, { role, own, inProject }: Action): string | undefined {
  if (role === 'everybody') return undefined;
  if (who === 'nobody') return 'ERR_UNAUTHENTICATED';
  if (role === 'signed-in' || role === 'no-role' || own || inProject) return undefined;
  const place = houseRoles.findIndex((each) => each === who);
  return place >= houseRoles.indexOf(role) ? undefined : 'ERR_FORBIDDEN';
}

const table = procedures.flatMap((procedure) =>
  callers.map((caller) => ({ ...procedure, ...caller })),
);

test.each(table)('$path, called by $who', async ({ path, type, needs, who, actor }) => {
  const refusal = expected(who, needs);
  const got = await refusedWith(actor, path, type);
  if (refusal !== undefined) expect(got).toBe(refusal);
  else expect(['nothing', 'its input']).toContain(got);
});

test('the table has every procedure, and each says what it needs', () => {
  expect(procedures.length).toBeGreaterThan(20);
  expect(procedures.filter(({ needs }) => needs === undefined)).toEqual([]);
});

test('who may read reads, and writes nothing', async () => {
  const { miniatures } = createCaller(contextOn(database, reader));
  const { id } = await createCaller(contextOn(database, administrator)).miniatures.create({
    name: 'Looked at',
  });
  expect((await miniatures.get({ id })).name).toBe('Looked at');
  expect(await refusal(miniatures.archive({ id }))).toEqual(['ERR_FORBIDDEN', {}]);
  expect((await miniatures.get({ id })).archivedAt).toBeNull();
});
