import { createHmac, randomBytes } from 'node:crypto';
import {
  findSecondFactor,
  takeRecoveryCode,
  takeStep,
} from '@atelier/db/identity/second-factor-writes.ts';
import type { Knex } from 'knex';
import { Secret, TOTP } from 'otpauth';
import { unseal } from './sealed.ts';

/** As authenticator apps expect it: RFC 6238 with SHA-1, six figures, 30 seconds. */
const periodMs = 30_000;

export function appOf(secret: Buffer, label: string): TOTP {
  const bytes = new Uint8Array(secret).buffer;
  return new TOTP({ issuer: 'Atelier', label, secret: new Secret({ buffer: bytes }) });
}

/** The time step whose code this is, a step early or late at the most; undefined for none. */
export function stepOf(app: TOTP, code: string, now: number): number | undefined {
  const delta = app.validate({ token: code, timestamp: now, window: 1 });
  return delta === null ? undefined : Math.floor(now / periodMs) + delta;
}

/** Ten codes of 80 random bits, in four groups of letters and figures that are not mistaken for each other. */
export function newRecoveryCodes(): readonly string[] {
  return Array.from({ length: 10 }, () => {
    const letters = new Secret({ buffer: new Uint8Array(randomBytes(10)).buffer }).base32;
    return letters.toLowerCase().replace(/.{4}(?=.)/g, '$&-');
  });
}

/** What is kept of one, however it is typed. */
export function recoveryHash(houseSecret: Buffer, code: string): Buffer {
  const plain = code.toLowerCase().replace(/[^a-z2-7]/g, '');
  return createHmac('sha256', houseSecret).update(`recovery ${plain}`).digest();
}

/** Takes a code of a user's app, or a recovery code: each is good once. Whether it was right. */
export async function takeCode(
  db: Knex,
  houseSecret: Buffer,
  userId: string,
  code: string,
): Promise<boolean> {
  const plain = code.replaceAll(' ', '');
  if (!/^\d{6}$/.test(plain)) {
    return takeRecoveryCode(db, userId, recoveryHash(houseSecret, code));
  }
  const factor = await findSecondFactor(db, userId);
  const secret = factor && unseal(houseSecret, factor.secret, userId);
  if (secret === undefined) return false;
  const step = stepOf(appOf(secret, ''), plain, Date.now());
  return step !== undefined && takeStep(db, userId, step);
}
