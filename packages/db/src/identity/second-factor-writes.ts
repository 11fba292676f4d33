import type { Knex } from 'knex';
import { RecoveryCodeModel } from './models/recovery-code.ts';
import { SecondFactorModel } from './models/second-factor.ts';

/** The authenticator app of a user; undefined where there is none. */
export async function findSecondFactor(
  db: Knex,
  userId: string,
): Promise<SecondFactorModel | undefined> {
  return SecondFactorModel.query(db).findById(userId);
}

/** Whether a user is asked for a code when they sign in. */
export async function hasSecondFactor(db: Knex, userId: string): Promise<boolean> {
  const factor = await findSecondFactor(db, userId);
  return factor !== undefined && factor.confirmedAt !== null;
}

/** How many recovery codes of a user can still be used. */
export async function countRecoveryCodes(db: Knex, userId: string): Promise<number> {
  return RecoveryCodeModel.query(db).where({ userId }).whereNull('usedAt').resultSize();
}

/** Keeps the secret of an app that has not shown a code yet; false where one that has is in use. */
export async function keepSecret(trx: Knex, userId: string, secret: Buffer): Promise<boolean> {
  const kept = await trx('identity.second_factors')
    .insert({ userId, secret })
    .onConflict('userId')
    .merge({ secret, lastStep: 0 })
    .whereNull('second_factors.confirmedAt')
    .returning('userId');
  return kept.length > 0;
}

/** Takes the code of a time step, which is good once; whether it was. */
export async function takeStep(trx: Knex, userId: string, step: number): Promise<boolean> {
  const taken = await SecondFactorModel.query(trx)
    .where({ userId })
    .where('lastStep', '<', step)
    .patch({ lastStep: String(step) });
  return taken > 0;
}

/** From now on the app is asked for; its recovery codes are these, and no others. */
export async function confirmSecondFactor(
  trx: Knex,
  userId: string,
  codeHashes: readonly Buffer[],
): Promise<void> {
  await SecondFactorModel.query(trx)
    .findById(userId)
    .patch({ confirmedAt: trx.raw('now()') as unknown as Date });
  await RecoveryCodeModel.query(trx).where({ userId }).delete();
  for (const codeHash of codeHashes)
    await RecoveryCodeModel.query(trx).insert({ userId, codeHash });
}

/** Takes a recovery code, which is good once; whether it was. */
export async function takeRecoveryCode(
  trx: Knex,
  userId: string,
  codeHash: Buffer,
): Promise<boolean> {
  const taken = await RecoveryCodeModel.query(trx)
    .where({ userId, codeHash })
    .whereNull('usedAt')
    .patch({ usedAt: trx.raw('now()') as unknown as Date });
  return taken > 0;
}

/** The password alone is asked for again; whether there was an app. */
export async function dropSecondFactor(trx: Knex, userId: string): Promise<boolean> {
  await RecoveryCodeModel.query(trx).where({ userId }).delete();
  return (await SecondFactorModel.query(trx).deleteById(userId)) > 0;
}
