import { connect } from '@atelier/db/kernel/connection.ts';
import type { TestDatabase } from '@atelier/testkit/test-database.ts';

/** In these nothing can be done. */
const atOnce = ['lock_timeout', 'idle_in_transaction_session_timeout'];
/** A session of ours lifts these with its first statements, which have to be done by then. */
const soon = ['statement_timeout', 'idle_session_timeout'];

/** Makes a role that has limits, as hosts set them for requests of a web page; says how to drop it. */
export async function createLimitedRole(
  db: TestDatabase['db'],
  name: string,
  attributes: string,
): Promise<() => Promise<void>> {
  await db.raw(`CREATE ROLE ${name} LOGIN PASSWORD 'secret' ${attributes}`);
  const { rows } = await db.raw<{ rows: { version: number }[] }>(
    "SELECT current_setting('server_version_num')::int AS version",
  );
  const ofTransactions = (rows[0]?.version ?? 0) >= 170_000 ? ['transaction_timeout'] : [];
  const limits = [
    ...atOnce.map((limit) => `${limit} = '1ms'`),
    ...[...soon, ...ofTransactions].map((limit) => `${limit} = '2s'`),
  ];
  for (const limit of limits) await db.raw(`ALTER ROLE ${name} SET ${limit}`);
  return () => db.raw(`DROP OWNED BY ${name} CASCADE; DROP ROLE ${name}`);
}

/** The same address for another role, whose password is `secret`. */
export function asRole(connectionString: string, name: string): string {
  const url = new URL(connectionString);
  url.username = name;
  url.password = 'secret';
  return url.href;
}

/** Runs `work` on a database as a superuser with limits. */
export async function asLimitedRole(
  { db, connectionString }: TestDatabase,
  work: (limited: TestDatabase['db']) => Promise<void>,
): Promise<void> {
  const name = `limited_${process.pid}_${Date.now()}`;
  const drop = await createLimitedRole(db, name, 'SUPERUSER');
  const limited = connect({ connectionString: asRole(connectionString, name), poolSize: 4 });
  try {
    await work(limited);
  } finally {
    await limited.destroy();
    await db.raw(`REASSIGN OWNED BY ${name} TO CURRENT_USER`);
    await drop();
  }
}
