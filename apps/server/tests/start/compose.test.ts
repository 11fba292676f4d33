import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '@atelier/db/kernel/connection.ts';
import { type AppProcess, startAppProcess } from '@atelier/testkit/app-process.ts';
import { startThrowAwayPostgres } from '@atelier/testkit/throw-away-postgres.ts';
import { expect, test } from 'vitest';

// What `docker compose up -d` starts, without the containers: the environment of the file, on a PostgreSQL whose
// only role is the superuser that its image makes.

const checkoutRoot = join(import.meta.dirname, '../../../..');
/** Whoever takes it for a piece of an address stumbles. */
const password = 'a/b c%d:@#?';

/** What `docker-compose.yml` sets for the app where `.env` has a password and nothing else. */
async function composeEnvironment(): Promise<Readonly<Record<string, string>>> {
  const file = await readFile(join(checkoutRoot, 'docker-compose.yml'), 'utf8');
  const block = /\n {2}app:\n[\s\S]*?\n {4}environment:\n([\s\S]*?)\n {4}\w/.exec(file)?.[1] ?? '';
  const lines = [...block.matchAll(/^ {6}(\w+): (.*)$/gm)];
  return Object.fromEntries(
    lines.map(([, name = '', value = '']) => [name, value.replace(/\$\{(\w+):[-?](.*?)\}/, given)]),
  );
}

function given(_: string, name: string, otherwise: string): string {
  return name === 'POSTGRES_PASSWORD' ? password : otherwise;
}

function withPassword(address: string): string {
  const url = new URL(address);
  url.password = encodeURIComponent(password);
  return url.href;
}

test('the app of docker-compose.yml works as a role that owns nothing, which its first start makes', async () => {
  const postgres = await startThrowAwayPostgres();
  const folder = await mkdtemp(join(tmpdir(), 'atelier-compose-'));
  await chmod(folder, 0o755);
  const started: AppProcess[] = [];
  const { port } = new URL(postgres.connectionString);
  const superuser = connect({ connectionString: postgres.connectionString, poolSize: 1 });
  const roles = () => superuser('pg_roles').whereRaw("rolname !~ '^pg_'").orderBy('rolname');
  try {
    await superuser.raw(`ALTER ROLE atelier PASSWORD '${password.replaceAll('?', '\\?')}'`);
    expect(await roles().pluck('rolname')).toEqual(['atelier']);
    const fromFile = await composeEnvironment();
    expect(fromFile).toMatchObject({ DB_HOST: 'db', DB_USER: 'atelier', DB_PASSWORD: password });
    const environment = {
      ...fromFile,
      // What the network and the volumes of the file stand for.
      DB_HOST: '127.0.0.1',
      DB_PORT: port,
      ATELIER_DATA_DIR: join(folder, 'data'),
      ATELIER_BACKUP_DIR: join(folder, 'backups'),
      ATELIER_SECRET: '',
    };
    const start = (more: Readonly<Record<string, string>> = {}) => {
      const app = startAppProcess({ ...environment, ...more });
      started.push(app);
      return app;
    };
    for (const round of ['first', 'second']) {
      const app = start();
      const url = await app.url();
      const added = await fetch(`${url}/api/v1/types`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name: `Orks of the ${round} start` }),
      });
      expect(added.status).toBe(201);
      expect(app.output()).not.toContain('Works as');
      const connections = await superuser('pg_stat_activity')
        .where({ datname: 'atelier' })
        .whereIn('application_name', ['atelier', 'atelier listener'])
        .whereRaw('pid <> pg_backend_pid()')
        .distinct('usename');
      expect(connections).toEqual([{ usename: 'atelier_app' }]);
      app.process.kill('SIGTERM');
      expect(await app.ended()).toBe(0);
      expect(app.errors()).toBe('');
    }
    expect(
      await roles().select('rolname', 'rolsuper', 'rolcreaterole', 'rolcreatedb'),
    ).toMatchObject([
      { rolname: 'atelier' },
      { rolname: 'atelier_app', rolsuper: false, rolcreaterole: false, rolcreatedb: false },
    ]);
    const refused = start({ DB_APP_ROLE: 'atelier' });
    expect(await refused.ended()).toBe(1);
    expect(refused.errors()).toContain('ERR_SETTING_INVALID: name DB_APP_ROLE');
    // Its password is what it was.
    const owner = connect({ connectionString: withPassword(postgres.connectionString) });
    await owner.raw('SELECT 1').finally(() => owner.destroy());
  } finally {
    for (const { process } of started) process.kill('SIGKILL');
    await superuser.destroy();
    await postgres.stop();
    await rm(folder, { recursive: true });
  }
});
