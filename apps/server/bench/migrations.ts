import { connect } from '@atelier/db/kernel/connection.ts';
import { migrateUp } from '@atelier/lifecycle/migrate/migrator.ts';
import { migrationScript } from '@atelier/lifecycle/migrate/script/migration-script.ts';
import { createLike } from '@atelier/lifecycle/scratch/scratch-database.ts';
import { connectionStringOf, inDatabase } from '@atelier/lifecycle/server/database-address.ts';
import { type Figure, interleaved, underLimit } from './figure.ts';
import type { Platform } from './platform.ts';

const rounds = 5;

/** All migrations on an empty database, against the same statements sent as one script. */
export async function* migrationFigures({ connectionString }: Platform): AsyncGenerator<Figure> {
  const admin = connect({ connectionString, poolSize: 2 });
  try {
    const script = await migrationScript(admin, { from: null });
    const text = script?.text.replace(/^\\set .*$/m, '').replaceAll('?', '\\?') ?? '';
    const measured = await interleaved(
      rounds,
      () => timeOnEmpty(admin, async (db) => void (await migrateUp(db))),
      () => timeOnEmpty(admin, async (db) => void (await db.raw(text))),
    );
    yield underLimit('migrations.up-on-empty', 'ms', measured, 2_000);
  } finally {
    await admin.destroy();
  }
}

/** Milliseconds of `work` on a database made for it, connecting included. */
async function timeOnEmpty(
  admin: ReturnType<typeof connect>,
  work: (db: ReturnType<typeof connect>) => Promise<void>,
): Promise<number> {
  const name = 'atelier_bench_empty';
  await admin.raw('DROP DATABASE IF EXISTS ?? WITH (FORCE)', [name]);
  await createLike(admin, name);
  const db = connect({
    connectionString: inDatabase(connectionStringOf(admin), name),
    poolSize: 2,
  });
  try {
    const begin = performance.now();
    await work(db);
    return performance.now() - begin;
  } finally {
    await db.destroy();
    await admin.raw('DROP DATABASE ?? WITH (FORCE)', [name]);
  }
}
