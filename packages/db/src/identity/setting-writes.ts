import type { Knex } from 'knex';
import { lockUser } from './lock-user.ts';
import { UserSettingModel } from './models/user-setting.ts';

/** Sets a value, unless it would be one more than a user may have; whether it was set. */
export async function setSetting(
  trx: Knex.Transaction,
  userId: string,
  { key, value }: { readonly key: string; readonly value: unknown },
  atMost: number,
): Promise<boolean> {
  await lockUser(trx, userId);
  const others = await UserSettingModel.query(trx).where({ userId }).whereNot({ key }).resultSize();
  if (others >= atMost) return false;
  // As text: the driver would write a list as an array, and a null as none.
  await trx.raw(
    `INSERT INTO identity.user_settings (user_id, key, value) VALUES (:userId, :key, :json::jsonb)
    ON CONFLICT (user_id, key) DO UPDATE SET value = excluded.value, updated_at = now()`,
    { userId, key, json: JSON.stringify(value) },
  );
  return true;
}

export async function removeSetting(
  trx: Knex.Transaction,
  userId: string,
  key: string,
): Promise<void> {
  await UserSettingModel.query(trx).deleteById([userId, key]);
}
