import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AppContext } from '@atelier/api/context.ts';
import { openFiles } from '@atelier/api/identity/files/files.ts';
import { openIdentity } from '@atelier/api/identity/identity.ts';
import { noClient } from '@atelier/api/kernel/client.ts';
import { createLiveHub } from '@atelier/api/kernel/live/hub.ts';
import { openModels } from '@atelier/api/kernel/models/open-models.ts';
import { openOrchestra } from '@atelier/api/orchestra/open-orchestra.ts';
import { type Caller, createCaller, fileUses } from '@atelier/api/root.ts';
import { createNotifier } from '@atelier/db/kernel/notifications.ts';
import type { Actor } from '@atelier/domain/identity/actor.ts';
import { everywhere } from '@atelier/domain/identity/roles.ts';
import { DomainError } from '@atelier/domain/kernel/errors.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { TRPCError } from '@trpc/server';
import { afterAll } from 'vitest';

/** Somebody who may do everything. */
export const administrator: Actor = { id: 'ann', kind: 'user', grants: [everywhere('admin')] };

type Services = Pick<
  AppContext,
  'db' | 'live' | 'notifier' | 'files' | 'identity' | 'models' | 'orchestra'
>;

/** One of each for a database, as a process has them: made for each call, their timers would pile up. */
const opened = new WeakMap<AppContext['db'], Services>();

function servicesOn(db: AppContext['db']): Services {
  const known = opened.get(db);
  if (known !== undefined) return known;
  const secret = Buffer.alloc(32, 1);
  const files = openFiles(
    db,
    { folder: join(tmpdir(), 'atelier-no-files'), userBytes: 1 },
    fileUses,
  );
  // It tidies up by a timer, which would outlive the database.
  files.close();
  const services = {
    db,
    live: createLiveHub(),
    notifier: createNotifier(db),
    files,
    identity: openIdentity(db, { mode: 'local', secret, publicUrl: 'http://localhost' }),
    ...openModels({ db, secretsKey: secret, settings: { connections: [], limits: {} } }),
    ...openOrchestra(secret),
  };
  opened.set(db, services);
  return services;
}

/** What calls are made with: all services over a database, and who calls. */
export function contextOn(
  { db }: Pick<TestDatabase, 'db'>,
  actor: Actor = administrator,
): AppContext {
  return {
    ...servicesOn(db),
    actor,
    sessionId: null,
    provedAt: 'not-asked',
    untilEnd: (signal) => signal,
    client: noClient,
    requestId: null,
    door: 'trpc',
  };
}

/** Calls the miniatures' procedures on a database, with or without an idempotency key. */
export function callerOn(database: TestDatabase, actor?: Actor) {
  const context = contextOn(database, actor);
  return (idempotencyKey?: string): Caller['miniatures'] =>
    createCaller({ ...context, idempotencyKey }).miniatures;
}

/** The code, and the facts, with which a call is refused. */
export async function refusal(call: Promise<unknown>): Promise<[string, unknown]> {
  try {
    await call;
  } catch (error) {
    const cause = error instanceof TRPCError ? error.cause : error;
    if (cause instanceof DomainError) return [cause.code, cause.params];
    throw error;
  }
  throw new Error('was not refused');
}

/** A database of the test file's own, which goes when its tests are done, and callers on it. */
export async function openMiniatures() {
  const database = await createTestDatabase();
  afterAll(() => database.drop());
  const keyed = callerOn(database);
  return { database, keyed, miniatures: keyed() };
}
