import type { ProcedureMeta } from '@atelier/api/kernel/trpc/procedure.ts';
import { rootRouter } from '@atelier/api/root.ts';
import { grantsOf } from '@atelier/db/identity/user-reads.ts';
import type { Actor } from '@atelier/domain/identity/actor.ts';
import {
  everywhere,
  type Grant,
  houseRoles,
  projectRoles,
} from '@atelier/domain/identity/roles.ts';
import { DomainError } from '@atelier/domain/kernel/errors.ts';
import { addUser } from '@atelier/testkit/add-user.ts';
import { missingId, sampleThings } from '@atelier/testkit/sample-things.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { type AnyTRPCRouter, callTRPCProcedure, type ProcedureType, TRPCError } from '@trpc/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contextOn } from '../miniatures/test-caller.ts';
import { accessTo, type Relation } from './expected-access.ts';
import { inputAbout } from './input-about.ts';

let database: TestDatabase;
let owner: string;
/** Those who ask, each with what it was given. */
const actors = new Map<string, Actor>();
beforeAll(async () => {
  database = await createTestDatabase();
  owner = (await addUser(database.db, 'Owner')).id;
  for (const { who, grants } of callers) {
    actors.set(who, await actorWith((await addUser(database.db, 'Caller', grants)).id));
  }
});
afterAll(() => database.drop());

const router: AnyTRPCRouter = rootRouter;
interface Procedure {
  readonly path: string;
  readonly type: ProcedureType;
  readonly meta: ProcedureMeta;
  readonly inputs: readonly unknown[];
}
const procedures: readonly Procedure[] = Object.keys(router._def.procedures)
  .map((path) => ({ path, ...router._def.procedures[path]._def }))
  .filter(({ meta }) => meta.about !== undefined);

const here = '00000000-0000-7000-8000-000000000001';
const elsewhere = '00000000-0000-7000-8000-000000000002';
/** Who asks: somebody without any role, members of the project, members of another, and roles of the house. */
const callers = [
  { who: 'a stranger', grants: [] },
  ...houseRoles.map((role) => ({ who: `a ${role} of the house`, grants: [everywhere(role)] })),
  ...[here, elsewhere].flatMap((id) =>
    projectRoles.map((role) => ({
      who: `a project’s ${role} ${id === here ? 'here' : 'elsewhere'}`,
      grants: [{ role, scope: { type: 'project', id }, expiresAt: null } as const],
    })),
  ),
];

/** The code and all else that is told; `passed` where the gate let it through, whatever came of it. */
async function outcome(actor: Actor, { path, type, inputs }: Procedure, by: string, id: string) {
  try {
    await callTRPCProcedure({
      router,
      path,
      type,
      ctx: contextOn(database, actor),
      getRawInput: async () => inputAbout(inputs, by, id),
      signal: AbortSignal.timeout(2000),
      batchIndex: 0,
    });
  } catch (error) {
    const cause = error instanceof TRPCError ? error.cause : error;
    if (!(cause instanceof DomainError)) return { code: String(cause) };
    const { code, kind, message, params } = cause;
    return { code, kind, message, params };
  }
  return { code: 'passed' };
}

function actorOf(who: string): Actor {
  const actor = actors.get(who);
  if (actor === undefined) throw new Error(`nobody is ${who}`);
  return actor;
}

async function actorWith(id: string): Promise<Actor> {
  return { id, kind: 'user', grants: await grantsOf(database.db, id) };
}

test('there are procedures that are about a thing, and of each kind one can be made', () => {
  expect(procedures.length).toBeGreaterThan(0);
  for (const { meta } of procedures)
    expect(Object.keys(sampleThings)).toContain(meta.about?.kind.name);
});

describe.each(procedures)('$path', (procedure) => {
  const { needs, about } = procedure.meta;
  if (about === undefined) return;
  const { kind, by } = about;
  const { code, kind: errorKind, message, params } = kind.missing();
  const missing = { code, kind: errorKind, message, params };
  const make = (ownerId: string) => {
    const made = sampleThings[kind.name]?.(database.db, { ownerId, projectId: here });
    if (made === undefined) throw new Error(`sample-things.ts makes no ${kind.name}`);
    return made;
  };

  test.each(callers)('with somebody else’s thing, called by $who', async ({ who, grants }) => {
    const actor = actorOf(who);
    const id = await make(owner);
    const resource = await kind.load(database.db, id);
    const relation: Relation = {
      owns: false,
      projectId: resource?.projectId === undefined ? undefined : here,
    };
    const access = accessTo(needs, grants, relation);
    const got = await outcome(actor, procedure, by, id);
    if (access === 'missing') expect(got).toEqual(missing);
    else if (access === 'forbidden') expect(got.code).toBe('ERR_FORBIDDEN');
    else expect([code, 'ERR_FORBIDDEN', 'ERR_VALIDATION']).not.toContain(got.code);
  });

  test('with one’s own', async () => {
    const actor = await actorWith((await addUser(database.db, 'Caller')).id);
    const id = await make(actor.id);
    const owns = (await kind.load(database.db, id))?.ownerId === actor.id;
    const access = accessTo(needs, [], { owns, projectId: undefined });
    const got = await outcome(actor, procedure, by, id);
    if (access === 'missing') expect(got).toEqual(missing);
    else if (access === 'forbidden') expect(got.code).toBe('ERR_FORBIDDEN');
    else expect([code, 'ERR_FORBIDDEN', 'ERR_VALIDATION']).not.toContain(got.code);
  });

  test.each(callers)('with a missing one, called by $who', async ({ who, grants }) => {
    const actor = actorOf(who);
    const got = await outcome(actor, procedure, by, missingId);
    // Whoever could do it with none of those that they see is told so before anything is looked up.
    const depends = needs.own || needs.inProject !== undefined || grants.some(isScoped);
    const access = accessTo(needs, grants, { owns: false, projectId: undefined });
    if (!depends && access === 'forbidden') expect(got.code).toBe('ERR_FORBIDDEN');
    else expect(got).toEqual(missing);
  });
});

const isScoped = ({ scope }: Grant) => scope.type !== 'global';
