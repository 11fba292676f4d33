import { createHmac } from 'node:crypto';
import {
  beginAttempt,
  clearFailures,
  type ThrottledKey,
  takeBackAttempt,
} from '@atelier/db/identity/failure-writes.ts';
import { accountError } from '@atelier/domain/identity/account-errors.ts';
import { addressGroup } from '@atelier/domain/identity/address-group.ts';
import { type ThrottleKind, throttleRules } from '@atelier/domain/identity/throttle.ts';
import type { Knex } from 'knex';
import type { Client } from '../kernel/client.ts';

/** What failures are counted by. */
export interface Throttled {
  readonly kind: ThrottleKind;
  readonly value: string;
}

/** An attempt that was counted as failed. */
export interface Attempt {
  /** It did not fail: of what it was about, failures before count no more; of an address, it alone. */
  succeeded(): Promise<void>;
  /** It was neither right nor wrong. */
  takenBack(): Promise<void>;
}

/**
 * By account and address; by the account itself where there is one, since what counts as one address in another
 * spelling is for the database to say; in a browser in which its owner signed in before by that alone, whatever
 * others do.
 */
export function signInThrottle(
  client: Client,
  email: string,
  userId: string | undefined,
): readonly Throttled[] {
  const mark = userId === undefined ? undefined : client.markFor(userId);
  if (mark !== undefined) return [{ kind: 'knownBrowser', value: `${userId} ${mark}` }];
  return [
    { kind: 'account', value: userId ?? email.toLowerCase() },
    { kind: 'address', value: addressGroup(client.address) },
  ];
}

/** Counts an attempt as failed until it turns out otherwise. Throws `ERR_SIGN_IN_THROTTLED`. */
export async function startAttempt(
  db: Knex,
  secret: Buffer,
  throttled: readonly Throttled[],
): Promise<Attempt> {
  const keys = throttled.map((each) => ({ ...each, ...keyOf(secret, each) }));
  const waitMs = await beginAttempt(db, keys, Date.now());
  if (waitMs > 0) {
    throw accountError('ERR_SIGN_IN_THROTTLED', { retrySeconds: Math.ceil(waitMs / 1000) });
  }
  const isShared = ({ kind }: Throttled) => /address/i.test(kind);
  const own = keys.filter((each) => !isShared(each)).map(({ key }) => key);
  const shared = keys.filter(isShared).map(({ key }) => key);
  return {
    async succeeded() {
      await clearFailures(db, own);
      await takeBackAttempt(db, shared);
    },
    takenBack: () => takeBackAttempt(db, [...own, ...shared]),
  };
}

/**
 * The key of a counter: one of 2^20 for each kind, by a hash that only this house can compute. So the table
 * never has more rows than that, however many addresses and invented accounts come, and names nobody; that two
 * share a counter is seldom, and makes them wait a little at the worst.
 */
function keyOf(secret: Buffer, { kind, value }: Throttled): ThrottledKey {
  const [first = 0, second = 0, third = 0] = createHmac('sha256', secret)
    .update(`${kind} ${value}`)
    .digest();
  const key = Buffer.concat([Buffer.from(`${kind} `), Buffer.from([first & 15, second, third])]);
  return { key, rule: throttleRules[kind] };
}
