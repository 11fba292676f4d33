import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { proof } from '@atelier/testkit/proof.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { lineOf } from './line-of.ts';
import { runInProcess } from './run-in-process.ts';

// Tables that belong to another role than the one that connects, as after a dump was restored: what is
// made for them belongs to their owner, and who lacks rights hears it before anything is done.

const suffix = process.pid;
const roles = {
  owner: `atelier_owner_${suffix}`,
  member: `atelier_member_${suffix}`,
  poor: `atelier_poor_${suffix}`,
  /** Owns the database, and none of its tables. */
  host: `atelier_host_${suffix}`,
} as const;
type Role = keyof typeof roles | 'superuser';

const fixture = join(
  import.meta.dirname,
  '../../../packages/lifecycle/tests/adopt/fixtures/time-legacy.sql',
);

let database: TestDatabase;
let folder: string;

beforeAll(async () => {
  const { db, drop } = await createTestDatabase({ empty: true, poolSize: 1 });
  for (const role of Object.values(roles)) {
    await db.raw(`CREATE ROLE ${role} LOGIN CREATEDB PASSWORD 'a-secret'`);
  }
  await db.raw(`GRANT ${roles.owner} TO ${roles.member}`);
  await drop();
});
afterAll(async () => {
  const { db, drop } = await createTestDatabase({ empty: true, poolSize: 1 });
  for (const role of Object.values(roles)) await db.raw(`DROP ROLE ${role}`);
  await drop();
});

beforeEach(async () => {
  database = await createTestDatabase({ empty: true, poolSize: 2 });
  folder = await mkdtemp(join(tmpdir(), 'atelier-ownership-'));
  const { db } = database;
  await db.raw((await readFile(fixture, 'utf8')).replaceAll('?', '\\?'));
  // A table, a type, a sequence and an index are missing; the repairs make them.
  await db.raw(`
    DROP TABLE auth_audit_entries;
    ALTER TABLE roles ALTER COLUMN id DROP DEFAULT;
    DROP SEQUENCE roles_id_seq;
    DROP INDEX ux_roles_slug`);
  await db.raw(givenTo(roles.owner));
  const name = new URL(database.connectionString).pathname.slice(1);
  await db.raw(`ALTER DATABASE "${name}" OWNER TO ${roles.host}`);
  await db.raw(`GRANT CREATE ON DATABASE "${name}" TO ${roles.owner};
    GRANT CREATE, USAGE ON SCHEMA public TO ${roles.owner};
    GRANT pg_read_all_data TO ${roles.poor}, ${roles.host}`);
});
afterEach(async () => {
  const { db } = database;
  await db.raw(`REASSIGN OWNED BY ${Object.values(roles).join(', ')} TO current_user`);
  await db.raw(`DROP OWNED BY ${Object.values(roles).join(', ')}`);
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

const givenTo = (owner: string) => `DO $$ DECLARE alter text; BEGIN
  FOR alter IN
    SELECT format('ALTER TABLE %s OWNER TO ${owner}', oid::regclass) FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'm')
    UNION ALL SELECT format('ALTER ROUTINE %s OWNER TO ${owner}', oid::regprocedure) FROM pg_proc
    WHERE pronamespace = 'public'::regnamespace
    UNION ALL SELECT format('ALTER TYPE %s OWNER TO ${owner}', oid::regtype) FROM pg_type
    WHERE typnamespace = 'public'::regnamespace AND typtype IN ('e', 'd')
  LOOP EXECUTE alter; END LOOP;
END $$`;

function run(role: Role, typed: string, migrations?: string) {
  const url = new URL(database.connectionString);
  if (role !== 'superuser') {
    url.username = roles[role];
    url.password = 'a-secret';
  }
  const environment = { DATABASE_URL: url.href, ATELIER_BACKUP_DIR: folder };
  return runInProcess(typed.split(' '), environment, migrations);
}

const refusals = ({ errors }: { readonly errors: string }) =>
  errors.split('\n').filter((line) => line.startsWith('✗'));

/** Every object of these schemas that does not belong to the owner of the tables. */
async function othersIn(...schemas: readonly string[]): Promise<readonly string[]> {
  const { rows } = await database.db.raw(
    `SELECT format('%s of %s', name, pg_get_userbyid(owner)) AS name FROM (
       SELECT oid::regclass::text AS name, relowner AS owner, relnamespace AS schema FROM pg_class
       UNION ALL SELECT oid::regprocedure::text, proowner, pronamespace FROM pg_proc
       UNION ALL SELECT oid::regtype::text, typowner, typnamespace FROM pg_type
       UNION ALL SELECT nspname, nspowner, oid FROM pg_namespace WHERE nspname <> 'public'
     ) AS objects
     WHERE schema = ANY (ARRAY(SELECT oid FROM pg_namespace WHERE nspname = ANY (?)))
       AND owner <> ?::regrole`,
    [[...schemas], roles.owner],
  );
  return rows.map(({ name }: { name: string }) => name);
}

const adopt = 'adopt time-legacy --repair --accept-all --yes --no-backup';

proof('roles-that-manage', { short: 1, long: 3 }, ({ some, passed }) => {
  describe.each(some<Role>(['superuser', 'owner', 'member']))('as %s', (role) => {
    afterAll(() => passed());

    test('an adoption, what it repairs, and its release', async () => {
      const adopted = await run(role, adopt);
      expect([adopted.code, refusals(adopted)]).toEqual([0, []]);
      expect(await othersIn('time')).toEqual([]);
      const { rows } = await database.db.raw(`
      SELECT pg_get_serial_sequence('time.roles', 'id') AS sequence,
        to_regclass('time.auth_audit_entries') IS NOT NULL AS "table"`);
      expect(rows).toEqual([{ sequence: '"time".roles_id_seq', table: true }]);
      // Whoever owns the tables goes on with them.
      const status = await run('owner', 'status --json');
      expect(JSON.parse(status.printed[0] ?? '')).toMatchObject({ nextStep: null });
      const down = await run('owner', 'down --dry-run');
      expect([down.code, down.printed]).toEqual([0, ['Nothing to take back.']]);
      const released = await run(role, 'adopt time-legacy --release --yes --no-backup');
      expect([released.code, refusals(released)]).toEqual([0, []]);
      expect(await othersIn('public')).toEqual([]);
    });

    test('ids that are converted, there and back', async () => {
      // An identity column's sequence is made anew.
      await database.db.raw(`
      ALTER TABLE users_tg ALTER COLUMN id DROP DEFAULT;
      DROP SEQUENCE users_tg_id_seq;
      ALTER TABLE users_tg ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY`);
      for (const target of ['uuid', 'integer']) {
        const done = await run(role, `convert-ids time-legacy --to ${target} --yes --no-backup`);
        expect([target, done.code, refusals(done)]).toEqual([target, 0, []]);
        expect(await othersIn('public')).toEqual([]);
      }
    });

    test('known damage, and drift', async () => {
      const repaired = await run(role, 'repair --yes --no-backup');
      expect([repaired.code, refusals(repaired)]).toEqual([0, []]);
      expect(await othersIn('public')).toEqual([]);
    });
  });
});

describe('views of others, under columns that change', () => {
  const facts = async () => {
    const { rows } = await database.db.raw(`
      SELECT pg_get_userbyid(relowner) AS owner, reloptions AS options,
        ARRAY(SELECT g::text FROM unnest(relacl) AS g ORDER BY 1) AS grants,
        ARRAY(SELECT a.attname || g::text FROM pg_attribute AS a, unnest(a.attacl) AS g
          WHERE a.attrelid = c.oid ORDER BY 1) AS of_columns,
        obj_description(c.oid) AS says, col_description(c.oid, 2) AS of_title
      FROM pg_class AS c WHERE relname = 'theirs'`);
    return rows;
  };

  beforeEach(() =>
    database.db.raw(`
      DROP VIEW task_overview;
      ALTER TABLE tasks ALTER COLUMN title TYPE varchar(300);
      CREATE VIEW theirs WITH (security_barrier = true) AS SELECT id, title FROM tasks;
      COMMENT ON VIEW theirs IS 'what others see';
      COMMENT ON COLUMN theirs.title IS 'its name';
      ALTER VIEW theirs OWNER TO ${roles.host};
      GRANT SELECT ON theirs TO ${roles.poor} WITH GRANT OPTION;
      GRANT UPDATE (title) ON theirs TO ${roles.member}`),
  );

  test.each([
    ['an adoption that repairs a type', adopt],
    ['a conversion', 'convert-ids time-legacy --to uuid --yes --no-backup'],
    ['a conversion online', 'convert-ids time-legacy --to uuid --online --yes --no-backup'],
  ])('keep owner, grants, comments and options: %s', async (_what, typed) => {
    const before = await facts();
    const made = "SELECT oid::int FROM pg_class WHERE relname = 'theirs'";
    const [{ oid }] = (await database.db.raw(made)).rows;
    const done = await run('superuser', typed);
    expect([done.code, refusals(done)]).toEqual([0, []]);
    expect(await facts()).toEqual(before);
    // It was made again, so there was something to keep.
    expect((await database.db.raw(made)).rows).not.toEqual([{ oid }]);
  });
});

describe('with too few rights it is said before anything is done', () => {
  const needsOwner = (role: Role) =>
    new RegExp(
      `GRANT ${roles.owner} TO ${roles[role as keyof typeof roles]}\\.? \\[ERR_OWNER_NEEDED: role ${roles[role as keyof typeof roles]}, owner ${roles.owner}, objects `,
    );

  test.each<[Role, string]>([
    ['poor', adopt],
    ['host', adopt],
    ['poor', 'repair --yes --no-backup'],
    ['host', 'repair --yes --no-backup'],
    ['poor', 'convert-ids time-legacy --to uuid --yes --no-backup --online'],
    ['host', 'convert-ids time-legacy --to uuid --yes --no-backup'],
  ])('as %s: db %s', async (role, typed) => {
    const { code, errors } = await run(role, typed);
    expect([code, lineOf(errors)]).toEqual([1, expect.stringMatching(needsOwner(role))]);
    const { rows } = await database.db.raw("SELECT to_regnamespace('lifecycle') AS made");
    expect(rows).toEqual([{ made: null }]);
  });

  test('an owner who may create nothing where it is to be made', async () => {
    await database.db.raw(`REVOKE CREATE ON SCHEMA public FROM ${roles.owner}`);
    const { code, errors } = await run('owner', adopt);
    expect([code, lineOf(errors)]).toEqual([
      1,
      expect.stringMatching(
        /GRANT CREATE ON SCHEMA public TO .*ERR_CREATE_NEEDED: role .*, on SCHEMA/,
      ),
    ]);
    // A dry run says it too, with all the rest.
    const dry = await run('owner', `${adopt} --dry-run`);
    expect([dry.code, lineOf(dry.errors)]).toEqual([1, lineOf(errors)]);
    expect(dry.printed.join('\n')).toContain('To be done:');
  });

  test('what is adopted is released by its owner, and not by others', async () => {
    await run('owner', adopt);
    await database.db.raw(`GRANT USAGE ON SCHEMA lifecycle TO ${roles.poor}`);
    for (const typed of ['adopt time-legacy --release --yes --no-backup', 'up --yes --no-backup']) {
      await expectOwnerNeeded(typed);
    }
    expect((await run('owner', 'adopt time-legacy --release --yes --no-backup')).code).toBe(0);
    await database.db.raw(`GRANT INSERT ON ALL TABLES IN SCHEMA lifecycle TO ${roles.poor}`);
    const { rows } = await database.db.raw('SELECT id, repair FROM lifecycle.repairs ORDER BY id');
    expect(rows.at(-1)).toMatchObject({ repair: 'fixes:time-legacy' });
    for (const { id } of rows.toReversed()) {
      await expectOwnerNeeded(`repair --undo ${id} --yes --no-backup`, 'roles|resources|time_entr');
    }
  });

  test('the ledger is stamped by whoever may write to it', async () => {
    const migrations = await mkdtemp(join(tmpdir(), 'atelier-ownership-stamp-'));
    const name = '20260101000000_shop_create_schema';
    const way = (direction: string, sql: string) =>
      `export async function ${direction}(knex) { await knex.raw('${sql} SCHEMA shop'); }\n`;
    await writeFile(join(migrations, `${name}.js`), way('up', 'CREATE') + way('down', 'DROP'));
    expect((await run('owner', 'up --yes --no-backup', migrations)).code).toBe(0);
    await database.db.raw('DELETE FROM lifecycle.schema_migrations');
    await database.db.raw(`GRANT USAGE ON SCHEMA lifecycle TO ${roles.poor}`);
    await expectOwnerNeeded(`stamp ${name} --yes --no-backup`, 'lifecycle\\.', migrations);
    const stamped = await run('owner', `stamp ${name} --yes --no-backup`, migrations);
    expect([stamped.code, refusals(stamped)]).toEqual([0, []]);
    await rm(migrations, { recursive: true });
  });

  async function expectOwnerNeeded(typed: string, objects = '', migrations?: string) {
    const { code, errors } = await run('poor', typed, migrations);
    const line = lineOf(errors);
    expect([typed, code, line]).toEqual([typed, 1, expect.stringMatching(needsOwner('poor'))]);
    expect(line).toMatch(new RegExp(`objects .*(${objects})`));
  }
});
