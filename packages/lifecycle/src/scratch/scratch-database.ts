import { randomBytes } from 'node:crypto';
import { connect } from '@atelier/db/kernel/connection.ts';
import { databaseErrorCode } from '@atelier/db/kernel/database-errors.ts';
import type { Knex } from 'knex';
import { rawName } from '../catalog/quote.ts';
import { lifecycleError } from '../errors/lifecycle-errors.ts';
import { cleanUp } from '../server/clean-up.ts';
import { connectionStringOf, inDatabase } from '../server/database-address.ts';
import { databaseExists } from '../server/database-exists.ts';
import { dropDatabase } from './drop-database.ts';
import { withGuardSession } from './guard-session.ts';

/** A database that lives as long as one piece of work. */
export interface ScratchDatabase {
  readonly name: string;
  readonly connectionString: string;
  readonly db: Knex;
}

const prefix = 'atelier_scratch_';

/**
 * Runs `work` on an empty database of its own on the same server, with the same encoding and locale, and
 * drops it afterwards: for building a schema beside the real one, or trying out a backup. Scratch databases
 * that a killed process left behind are dropped first, where possible.
 *
 * @param purpose a word for the name, such as `drift`: `atelier_scratch_drift_3f9c21`
 * @throws ERR_SCRATCH_DENIED when the role may not create databases, ERR_SCRATCH_LOST when somebody
 * dropped this one
 */
export async function withScratchDatabase<Result>(
  db: Knex,
  purpose: string,
  work: (scratch: ScratchDatabase) => Promise<Result>,
): Promise<Result> {
  const name = `${prefix}${purpose}_${randomBytes(3).toString('hex')}`;
  const cleared = dropAbandoned(db);
  // It is waited for below; a guard that cannot stand comes first.
  cleared.catch(() => {});
  return withGuardSession(connectionStringOf(db), name, async () => {
    await cleared;
    await createLike(db, name);
    const connectionString = inDatabase(connectionStringOf(db), name);
    const scratch = connect({ connectionString, poolSize: 4, applicationName: name });
    try {
      // After a crash it is nobody's any more, so no commit has to reach the disk.
      await db.raw(`ALTER DATABASE ${rawName(name)} SET synchronous_commit = off`);
      return await work({ name, connectionString, db: scratch });
    } catch (error) {
      // Where nobody can be asked, what went wrong first is told.
      const isThere = await databaseExists(db, name).catch(() => true);
      throw isThere ? error : lifecycleError('ERR_SCRATCH_LOST', { name });
    } finally {
      await cleanUp(`scratch database ${name}`, async () => {
        await scratch.destroy();
        await dropDatabase(db, name);
      });
    }
  });
}

/** An empty database with the encoding and locale of the one that `db` is connected to. */
export async function createLike(db: Knex, name: string): Promise<void> {
  const { rows } = await db.raw(`
    SELECT pg_encoding_to_char(encoding) AS encoding, datcollate, datctype,
      CASE datlocprovider WHEN 'i' THEN 'icu' WHEN 'c' THEN 'libc' ELSE 'builtin' END AS provider,
      coalesce(to_jsonb(d) ->> 'datlocale', to_jsonb(d) ->> 'daticulocale') AS locale
    FROM pg_database d WHERE datname = current_database()`);
  const { encoding, datcollate, datctype, provider, locale } = rows[0];
  const localeOption =
    provider === 'libc' ? '' : ` LOCALE_PROVIDER ${provider} ${provider}_LOCALE ${quoted(locale)}`;
  try {
    await db.raw(
      `CREATE DATABASE ${rawName(name)} TEMPLATE template0 ENCODING ${quoted(encoding)}
         LC_COLLATE ${quoted(datcollate)} LC_CTYPE ${quoted(datctype)}${localeOption}`,
    );
  } catch (error) {
    if (databaseErrorCode(error) !== '42501') throw error;
    const asked = await db.raw<{ rows: { role: string }[] }>(
      'SELECT quote_ident(current_user) AS role',
    );
    throw lifecycleError('ERR_SCRATCH_DENIED', { role: asked.rows[0]?.role ?? '' });
  }
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Each in one attempt: what cannot be dropped now does not hold up those who came for something else. */
async function dropAbandoned(db: Knex): Promise<void> {
  const { rows } = await db.raw<{ rows: { datname: string }[] }>(
    `SELECT datname FROM pg_database AS d
     WHERE starts_with(datname, ?)
       AND pg_has_role(datdba, 'USAGE')
       AND NOT EXISTS (SELECT FROM pg_stat_activity AS a WHERE a.application_name = d.datname)`,
    [prefix],
  );
  for (const { datname } of rows) {
    await cleanUp(`scratch database ${datname}`, () => dropDatabase(db, datname, 1));
  }
}
