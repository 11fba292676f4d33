import type { ProcedureMeta } from '@atelier/api/kernel/trpc/procedure.ts';
import { createCaller, rootRouter } from '@atelier/api/root.ts';
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
  ...(['project', 'area'] as const).map((type) => ({
    who: `an admin of one ${type} alone`,
    actor: {
      id: userId(98),
      kind: 'user' as const,
      grants: [{ role: 'admin' as const, scope: { type, id: 'one' }, expiresAt: null }],
    },
  })),
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

/**
 * By the words of the declaration alone, and not by the rules that are tested. What is about a thing is tried with
 * things in `things.test.ts`; what is about none is the house's, where a role in a part of it is none.
 */
function expected(
  actor: Actor,
  { needs: { role, own, inProject, seenBy }, about }: Pick<ProcedureMeta, 'needs' | 'about'>,
): string | undefined {
  if (role === 'everybody') return undefined;
  if (actor === nobody) return 'ERR_UNAUTHENTICATED';
  if (role === 'signed-in') return undefined;
  const [grant] = actor.grants;
  const isScoped = grant !== undefined && grant.scope.type !== 'global';
  if (about !== undefined && (role === 'no-role' || own || inProject || isScoped)) return undefined;
  // Who sees no thing at all is told of each what is told of a missing one.
  if (about !== undefined && seenBy !== undefined && grant === undefined) return undefined;
  const place = isScoped
    ? -1
    : (houseRoles as readonly (string | undefined)[]).indexOf(grant?.role);
  const least = role === 'no-role' ? houseRoles.length : houseRoles.indexOf(role);
  return place >= least ? undefined : 'ERR_FORBIDDEN';
}

const table = procedures.flatMap((procedure) =>
  callers.map((caller) => ({ ...procedure, ...caller })),
);

test.each(table)('$path, called by $who', async ({ path, type, needs, about, actor }) => {
  const refusal = expected(actor, { needs, about });
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
