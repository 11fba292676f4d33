import { databaseErrorCode } from '@atelier/db/kernel/database-errors.ts';
import { plainQuery } from '@atelier/db/kernel/plain-query.ts';
import type { Knex } from 'knex';
import { quoteLiteral, quoteName } from '../catalog/quote.ts';
import type { OnStage } from './stage.ts';

interface SettingRow {
  readonly role: string | null;
  readonly settings: readonly string[];
}

interface GrantRow {
  readonly grantee: string | null;
  readonly privilege: string;
  readonly grantable: boolean;
}

interface WordsRow {
  /** Of the security label; null of the comment. */
  readonly provider: string | null;
  readonly text: string;
}

/**
 * Gives a database those properties of another that are not part of its content, and that no dump of a
 * single database holds: owner, connection limit, privileges, comment, security labels, and the settings of
 * `ALTER DATABASE … SET`. What the role may not set is left out and reported.
 */
export async function copyDatabaseSettings(
  admin: Knex,
  from: string,
  to: string,
  onStage: OnStage,
): Promise<void> {
  const leftOut: string[] = [];
  for (const statement of await settingStatements(admin, from, quoteName(to))) {
    try {
      await plainQuery(admin, statement);
    } catch (error) {
      if (!beyondUs.has(databaseErrorCode(error) ?? '')) throw error;
      leftOut.push(withoutValue(statement).replace(quoteName(to), () => quoteName(from)));
    }
  }
  if (leftOut.length > 0) onStage({ kind: 'left-out', mode: 'whole', what: leftOut });
}

/** A value may be a secret of the application. */
const withoutValue = (statement: string): string => statement.replace(/ (TO|IS) .*/s, '');

/** insufficient_privilege; invalid_parameter_value: the provider of a label is not loaded. */
const beyondUs = new Set(['42501', '22023']);

async function settingStatements(admin: Knex, from: string, target: string): Promise<string[]> {
  const { rows: facts } = await admin.raw<{ rows: { owner: string; limit: number }[] }>(
    `SELECT pg_get_userbyid(datdba) AS owner, datconnlimit AS limit
     FROM pg_database WHERE datname = ?`,
    [from],
  );
  const { rows: settings } = await admin.raw<{ rows: SettingRow[] }>(
    `SELECT r.rolname AS role, s.setconfig AS settings
     FROM pg_db_role_setting AS s JOIN pg_database AS d ON d.oid = s.setdatabase
     LEFT JOIN pg_roles AS r ON r.oid = s.setrole
     WHERE d.datname = ? ORDER BY r.rolname NULLS FIRST`,
    [from],
  );
  const { rows: grants } = await admin.raw<{ rows: GrantRow[] }>(
    `SELECT nullif(a.grantee, 0)::regrole::text AS grantee, a.privilege_type AS privilege,
       a.is_grantable AS grantable
     FROM pg_database AS d, aclexplode(d.datacl) AS a
     WHERE d.datname = ? AND a.grantee <> d.datdba`,
    [from],
  );
  const { rows: closed } = await admin.raw<{ rows: { closed: boolean }[] }>(
    'SELECT datacl IS NOT NULL AS closed FROM pg_database WHERE datname = ?',
    [from],
  );
  const { rows: words } = await admin.raw<{ rows: WordsRow[] }>(
    `SELECT NULL AS provider, shobj_description(oid, 'pg_database') AS text FROM pg_database
     WHERE datname = :from AND shobj_description(oid, 'pg_database') IS NOT NULL
     UNION ALL
     SELECT l.provider, l.label FROM pg_shseclabel AS l JOIN pg_database AS d ON d.oid = l.objoid
     WHERE l.classoid = 'pg_database'::regclass AND d.datname = :from`,
    { from },
  );
  return [
    ...facts.flatMap(({ owner, limit }) => [
      `ALTER DATABASE ${target} OWNER TO ${quoteName(owner)}`,
      `ALTER DATABASE ${target} CONNECTION LIMIT ${limit}`,
    ]),
    ...settings.flatMap((row) => row.settings.map((setting) => settingSql(target, row, setting))),
    // What everybody may do by default stands in the list, once there is one.
    ...(closed[0]?.closed ? [`REVOKE ALL ON DATABASE ${target} FROM PUBLIC`] : []),
    ...grants.map(
      ({ grantee, privilege, grantable }) =>
        `GRANT ${privilege} ON DATABASE ${target} TO ${grantee ?? 'PUBLIC'}` +
        (grantable ? ' WITH GRANT OPTION' : ''),
    ),
    ...words.map(({ provider, text }) =>
      provider === null
        ? `COMMENT ON DATABASE ${target} IS ${quoteLiteral(text)}`
        : `SECURITY LABEL FOR ${quoteName(provider)} ON DATABASE ${target} IS ${quoteLiteral(text)}`,
    ),
  ];
}

function settingSql(target: string, { role }: SettingRow, setting: string): string {
  const at = setting.indexOf('=');
  const name = setting.slice(0, at).split('.').map(quoteName).join('.');
  const value = setting.slice(at + 1);
  const where =
    role === null
      ? `ALTER DATABASE ${target}`
      : `ALTER ROLE ${quoteName(role)} IN DATABASE ${target}`;
  return `${where} SET ${name} TO ${valueSql(setting.slice(0, at), value)}`;
}

/** Lists of names, which are stored ready to be read again, each quoted where it must be. */
const listSettings = new Set([
  'search_path',
  'temp_tablespaces',
  'session_preload_libraries',
  'local_preload_libraries',
]);

function valueSql(name: string, value: string): string {
  if (!listSettings.has(name.toLowerCase()) || value === '') return quoteLiteral(value);
  return value
    .split(',')
    .map((each) => each.trim())
    .map((each) => (each.startsWith('"') ? quoteLiteral(unquoted(each)) : quoteLiteral(each)))
    .join(', ');
}

const unquoted = (name: string): string => name.slice(1, -1).replaceAll('""', '"');
