import type { Knex } from 'knex';
import { UserSettingModel } from './models/user-setting.ts';

/** Settings of a user by their keys: all, or those of these keys that there are. */
export async function settingsOf(
  db: Knex,
  userId: string,
  keys?: readonly string[],
): Promise<Readonly<Record<string, unknown>>> {
  const query = UserSettingModel.query(db).where({ userId }).orderBy('key');
  if (keys !== undefined) query.whereIn('key', [...keys]);
  const rows = await query;
  return Object.fromEntries(rows.map(({ key, value }) => [key, value]));
}
