import type { Knex } from 'knex';
import { quoteLiteral, quoteName } from '../catalog/quote.ts';
import { readPrivileges } from './read-privileges.ts';
import { privilegeChanges, privilegeStatements } from './rules/app-privileges.ts';

export interface AppRole {
  readonly name: string;
  /** Undefined to leave it as it is; a role that is made without one cannot sign in by a password. */
  readonly password: string | undefined;
}

/** What makes the app's role what it should be, as statements without semicolons; none where it is. */
export async function appRoleStatements(
  db: Knex,
  { name, password }: AppRole,
): Promise<readonly string[]> {
  const role = quoteName(name);
  const secret = password === undefined ? '' : ` PASSWORD ${quoteLiteral(password)}`;
  const made = (await roleExists(db, name)) ? [] : [`CREATE ROLE ${role} LOGIN${secret}`];
  const changes = privilegeChanges(await readPrivileges(db, name));
  return [...made, ...privilegeStatements(changes, role)];
}

/**
 * Makes the role and grants what it needs, in one transaction; gives what was done. To be called again when
 * migrations or a restore made tables anew: what a table may be used for is derived from what it is, which
 * default privileges could not know.
 */
export function applyAppRole(db: Knex, role: AppRole): Promise<readonly string[]> {
  return oneAtATime(db, (trx) => apply(trx, role));
}

/** The same for a role that the house makes for itself: it gets the password that is kept for it, whatever it had. */
export function applyOwnAppRole(
  db: Knex,
  role: AppRole & { readonly password: string },
): Promise<void> {
  const { name, password } = role;
  return oneAtATime(db, async (trx) => {
    await apply(trx, role);
    await run(trx, `ALTER ROLE ${quoteName(name)} LOGIN PASSWORD ${quoteLiteral(password)}`);
  });
}

/** Two apps that start at once would change the same rows of the catalogue. */
function oneAtATime<Result>(
  db: Knex,
  work: (trx: Knex.Transaction) => Promise<Result>,
): Promise<Result> {
  return db.transaction(async (trx) => {
    await trx.raw("SELECT pg_advisory_xact_lock(hashtextextended('lifecycle.roles', 0))");
    return work(trx);
  });
}

async function apply(trx: Knex.Transaction, role: AppRole): Promise<readonly string[]> {
  const statements = await appRoleStatements(trx, role);
  for (const statement of statements) await run(trx, statement);
  return statements;
}

/** Whether there is such a role on the server. */
export async function roleExists(db: Knex, name: string): Promise<boolean> {
  const { rows } = await db.raw('SELECT FROM pg_roles WHERE rolname = :name', { name });
  return rows.length > 0;
}

/** What closes schemas in which everybody may make tables: `public`, in databases from before PostgreSQL 15. */
export async function closingStatements(db: Knex): Promise<readonly string[]> {
  const { rows } = await db.raw<{ rows: { name: string }[] }>(`
    SELECT quote_ident(nspname) AS name FROM pg_namespace, aclexplode(nspacl) AS a
    WHERE a.grantee = 0 AND a.privilege_type = 'CREATE' AND nspname NOT LIKE 'pg\\_%'`);
  return rows.map(({ name }) => `REVOKE CREATE ON SCHEMA ${name} FROM PUBLIC`);
}

/** Runs a statement as it is: a question mark in a name or a password is none of Knex's. */
export function run(db: Knex, statement: string): Promise<unknown> {
  return db.raw(statement.replaceAll('?', '\\?'));
}
