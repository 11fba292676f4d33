import { createLiveHub } from '@atelier/api/kernel/live/hub.ts';
import { type Caller, createCaller } from '@atelier/api/root.ts';
import { createNotifier } from '@atelier/db/kernel/notifications.ts';
import { DomainError } from '@atelier/domain/kernel/errors.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { TRPCError } from '@trpc/server';
import { afterAll } from 'vitest';

/** Calls the miniatures' procedures on a database, with or without an idempotency key. */
export function callerOn({ db }: TestDatabase): (key?: string) => Caller['miniatures'] {
  const services = { db, live: createLiveHub(), notifier: createNotifier(db) };
  return (idempotencyKey) => createCaller({ ...services, idempotencyKey }).miniatures;
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
