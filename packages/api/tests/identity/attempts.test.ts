import { signInThrottle, startAttempt } from '@atelier/api/identity/attempts.ts';
import { openIdentity } from '@atelier/api/identity/identity.ts';
import { signIn } from '@atelier/api/identity/sign-in.ts';
import { noClient } from '@atelier/api/kernel/client.ts';
import { forgetFailures } from '@atelier/db/identity/failure-writes.ts';
import { addAccount } from '@atelier/db/identity/user-writes.ts';
import { nobody } from '@atelier/domain/identity/actor.ts';
import { failuresKeptMs } from '@atelier/domain/identity/throttle.ts';
import { DomainError } from '@atelier/domain/kernel/errors.ts';
import { proof } from '@atelier/testkit/proof.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contextOn, refusal } from '../miniatures/test-caller.ts';

const secret = Buffer.alloc(32, 1);
const email = 'owner@example.org';
const password = 'three geese in a row';
let database: TestDatabase;
let ownerId: string;
const identity = () => openIdentity(database.db, { mode: 'team', secret, publicUrl: 'http://h' });
const team = (client = noClient) => ({
  ...contextOn(database, nobody),
  identity: shared,
  client,
});
let shared: ReturnType<typeof identity>;

beforeAll(async () => {
  database = await createTestDatabase();
  shared = identity();
  const passwordHash = await shared.passwords.hash(password);
  const account = { displayName: 'Owner', email, passwordHash, role: null, grantedById: null };
  const user = await database.db.transaction((trx) => addAccount(trx, account));
  ownerId = user?.id ?? '';
});
afterAll(async () => {
  await shared.close();
  await database.drop();
});

test('an unknown address costs the same hashing as a known one', async () => {
  const cost = async (address: string) => {
    const before = shared.passwords.computed();
    expect(await refusal(signIn(team(), { email: address, password: 'wrong' }))).toEqual([
      'ERR_SIGN_IN_REFUSED',
      {},
    ]);
    return shared.passwords.computed() - before;
  };
  expect([await cost(email), await cost('nobody@example.org')]).toEqual([1, 1]);
  await database.db('identity.users').update({ passwordHash: null });
  expect(await cost(email)).toBe(1);
  const passwordHash = await shared.passwords.hash(password);
  await database.db('identity.users').update({ passwordHash });
});

/** From an address of its own each, all at one account: what the counters do, without the hashing. */
proof('sign-in-flood', { short: 500, long: 100_000 }, ({ rounds, passed }) => {
  test('a flood neither locks the owner out nor fills the table or the memory', async () => {
    let looked = 0;
    const one = async (place: number) => {
      const address = `198.${place >> 16}.${(place >> 8) & 255}.${place & 255}`;
      const of = signInThrottle({ ...noClient, address }, email, ownerId);
      await startAttempt(database.db, secret, of).then(
        () => {
          looked += 1;
        },
        (error: unknown) => {
          if (!(error instanceof DomainError)) throw error;
        },
      );
      passed();
    };
    const started = performance.now();
    const heapBefore = process.memoryUsage().heapUsed;
    for (let place = 0; place < rounds; place += 20) {
      await Promise.all(
        Array.from({ length: Math.min(20, rounds - place) }, (_, n) => one(place + n)),
      );
    }
    // Ten for nothing, then one in 1 s, 2 s, 4 s … : of any number in so many seconds, only a few.
    const seconds = (performance.now() - started) / 1000;
    expect(looked).toBeLessThanOrEqual(10 + Math.log2(seconds + 2) + seconds / 300 + 2);
    const rows = await database.db('identity.sign_in_failures').select('failures');
    // What is turned away counts nothing, so that there is no row for its address either.
    expect(rows.length).toBeLessThanOrEqual(looked * 2 + 5);
    expect(process.memoryUsage().heapUsed - heapBefore).toBeLessThan(200 * 1024 * 1024);

    const stranger = () => refusal(signIn(team(), { email, password: 'none of theirs' }));
    // On a slow machine the wait may just be over; then it is longer for the next.
    const refusals = [await stranger(), await stranger()].map(([code]) => code);
    expect(refusals).toContain('ERR_SIGN_IN_THROTTLED');
    const owner = { ...noClient, markFor: (id: string) => (id === ownerId ? 'mark' : undefined) };
    expect((await signIn(team(owner), { email, password })).user?.email).toBe(email);
  });
});

test('counters are few, however many addresses and accounts are made up', async () => {
  for (let place = 0; place < 300; place += 1) {
    const of = signInThrottle(
      { ...noClient, address: `10.0.${place}.1` },
      `x${place}@y.example`,
      undefined,
    );
    await startAttempt(database.db, secret, of);
  }
  const rows: { key: Buffer }[] = await database.db('identity.sign_in_failures').select('key');
  for (const { key } of rows) {
    const [kind = '', bucket = Buffer.of()] = [key.subarray(0, -3).toString(), key.subarray(-3)];
    expect(kind).toMatch(/^(account|address|device) $/);
    expect(bucket.readUIntBE(0, 3)).toBeLessThan(2 ** 20);
  }
});

test('an account has one counter, however its address is written', async () => {
  const { db } = database;
  // For PostgreSQL they are one address, as its locale has it; JavaScript lowers the first to something else.
  const spellings = ['\u0130da@example.org', 'ida@example.org', 'IDA@example.org'];
  const [, plain = ''] = spellings;
  const account = { displayName: 'Ida', email: plain, passwordHash: null, role: null };
  const user = await db.transaction((trx) => addAccount(trx, { ...account, grantedById: null }));
  await db('identity.sign_in_failures').delete();
  for (const [place, spelling] of spellings.entries()) {
    const client = { ...noClient, address: `10.1.${place}.1` };
    await startAttempt(db, secret, signInThrottle(client, spelling, user?.id));
  }
  const rows: { key: Buffer; failures: number }[] = await db('identity.sign_in_failures').select();
  const counted = rows.filter(({ key }) => key.toString('latin1').startsWith('account '));
  expect(counted.map(({ failures }) => failures)).toEqual([3]);
});

test('old failures are forgotten, and no others', async () => {
  const { db } = database;
  await db('identity.sign_in_failures').update({ lastAt: new Date() });
  const one = await db('identity.sign_in_failures').first();
  const lastAt = new Date(Date.now() - failuresKeptMs - 1000);
  await db('identity.sign_in_failures').where({ key: one.key }).update({ lastAt });
  expect(await forgetFailures(db, failuresKeptMs)).toBe(1);
});
