import type { Knex } from 'knex';
import { databaseErrorCode } from '../kernel/database-errors.ts';
import { UserModel } from './models/user.ts';

/** How many rows of a table went over to the account, and how many stayed, since the account has the like. */
export interface MergedTable {
  readonly table: string;
  readonly moved: number;
  readonly kept: number;
}

interface Reference {
  readonly schema: string;
  readonly table: string;
  readonly column: string;
}

/**
 * What is no belonging: what somebody may, how they come in, and what others did. A token made by a guest does
 * not get an account's rights.
 */
const notTheirs = new Set([
  'users',
  'user_roles',
  'sessions',
  'auth_refresh_tokens',
  'api_tokens',
  'one_time_links',
  'second_factors',
  'recovery_codes',
  'provider_accounts',
  // Go over by `moveFiles`: they say in two columns whose they are.
  'files',
]);

/**
 * The guest of a device becomes an account: whatever refers to it, in the tables of every area, refers to the
 * account. What the account has already stays the account's, and the guest's beside it the guest's. Gives
 * undefined where the device is nobody, or has become somebody already.
 *
 * @param deviceId from a cookie that this house signed
 */
export async function mergeGuest(
  trx: Knex.Transaction,
  deviceId: string,
  accountId: string,
): Promise<{ readonly guestId: string; readonly tables: readonly MergedTable[] } | undefined> {
  const guest = await UserModel.query(trx)
    .findOne({ deviceId, isActive: true })
    .whereNull('email')
    .forUpdate();
  if (guest === undefined || guest.id === accountId) return undefined;
  const tables: MergedTable[] = [];
  for (const reference of await referencesToUsers(trx)) {
    const merged = await moveRows(trx, reference, guest.id, accountId);
    if (merged.moved + merged.kept > 0) tables.push(merged);
  }
  const files = await moveFiles(trx, guest.id, accountId);
  if (files.moved + files.kept > 0) tables.push(files);
  await UserModel.query(trx).findById(guest.id).patch({ isActive: false, mergedIntoId: accountId });
  return { guestId: guest.id, tables };
}

/** The columns that refer to a user, by PostgreSQL's own catalog: an area need not say that it has some. */
async function referencesToUsers(trx: Knex.Transaction): Promise<readonly Reference[]> {
  const { rows } = await trx.raw<{ rows: Reference[] }>(`
    SELECT space.nspname AS schema, class.relname AS "table", attribute.attname AS "column"
    FROM pg_constraint AS foreign_key
    JOIN pg_class AS class ON class.oid = foreign_key.conrelid
    JOIN pg_namespace AS space ON space.oid = class.relnamespace
    JOIN pg_attribute AS attribute
      ON attribute.attrelid = class.oid AND attribute.attnum = foreign_key.conkey[1]
    WHERE foreign_key.contype = 'f' AND foreign_key.confrelid = 'identity.users'::regclass
      AND cardinality(foreign_key.conkey) = 1 AND foreign_key.conparentid = 0
    ORDER BY 1, 2, 3`);
  return rows.filter(({ schema, table }) => schema !== 'identity' || !notTheirs.has(table));
}

/**
 * What the guest attached is the account's, and what is attached to the guest is attached to the account. Where
 * that has the like, a picture of its own, the guest's stays with the guest, in the guest's room.
 */
async function moveFiles(trx: Knex.Transaction, from: string, to: string): Promise<MergedTable> {
  const { rowCount: moved } = await trx.raw<{ rowCount: number }>(
    `UPDATE identity.files AS f SET owner_id = CASE WHEN owner_id = :from::uuid THEN :to::uuid ELSE owner_id END,
       entity_id = CASE WHEN entity_type = 'user' AND entity_id = :from THEN :to ELSE entity_id END
     WHERE (owner_id = :from::uuid AND (entity_type <> 'user' OR entity_id <> :from))
       OR (entity_type = 'user' AND entity_id = :from AND NOT EXISTS (
         SELECT FROM identity.files AS o
         WHERE o.entity_type = 'user' AND o.entity_id = :to AND o.use = f.use))`,
    { from, to },
  );
  const { rows } = await trx.raw<{ rows: { kept: number }[] }>(
    'SELECT count(*)::int AS kept FROM identity.files WHERE owner_id = ?',
    [from],
  );
  return { table: 'identity.files', moved, kept: rows[0]?.kept ?? 0 };
}

async function moveRows(
  trx: Knex.Transaction,
  { schema, table, column }: Reference,
  from: string,
  to: string,
): Promise<MergedTable> {
  const name = `${schema}.${table}`;
  const all = await move(trx, 'UPDATE ??.?? SET ?? = ? WHERE ?? = ?', [
    ...[schema, table, column, to, column, from],
  ]);
  if (typeof all === 'number') return { table: name, moved: all, kept: 0 };
  const { rows } = await trx.raw<{ rows: { place: string }[] }>(
    'SELECT ctid::text AS place FROM ??.?? WHERE ?? = ?',
    [schema, table, column, from],
  );
  // What may not be changed at all, such as a history, tells for ever who it was.
  if (all === 'refused') return { table: name, moved: 0, kept: rows.length };
  let moved = 0;
  for (const { place } of rows) {
    const one = await move(trx, 'UPDATE ??.?? SET ?? = ? WHERE ctid = ?::tid', [
      ...[schema, table, column, to, place],
    ]);
    if (typeof one === 'number') moved += one;
  }
  return { table: name, moved, kept: rows.length - moved };
}

/** Behind a savepoint: gives how many rows were moved, or why none was. */
async function move(
  trx: Knex.Transaction,
  sql: string,
  values: readonly string[],
): Promise<number | 'duplicate' | 'refused'> {
  try {
    const { rowCount } = await trx.transaction(
      async (inner) => await inner.raw<{ rowCount: number }>(sql, [...values]),
    );
    return rowCount;
  } catch (error) {
    const code = databaseErrorCode(error);
    if (code === '23505') return 'duplicate';
    // The app's role may not change such a table at all: it is refused before its trigger.
    if (code?.startsWith('23') || code === '42501') return 'refused';
    throw error;
  }
}
