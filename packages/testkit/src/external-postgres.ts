import { access, chown, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ClientTools } from '@atelier/lifecycle/backup/client-tools.ts';
import { serverAccount } from '@atelier/lifecycle/embedded/account.ts';
import { type Binaries, binariesIn } from '@atelier/lifecycle/embedded/binaries.ts';
import type { Cluster } from '@atelier/lifecycle/embedded/cluster.ts';
import { freePort } from '@atelier/lifecycle/embedded/port.ts';
import { startPostmaster, stopPostmaster } from '@atelier/lifecycle/embedded/postmaster.ts';
import { runProgram } from '@atelier/lifecycle/embedded/run-program.ts';

/** A PostgreSQL of the machine's own packages, with the client tools of its version. */
export interface ExternalPostgres {
  /** Of the superuser, to the maintenance database; it has a password. */
  readonly adminUrl: string;
  readonly tools: ClientTools;
  stop(): Promise<void>;
}

/** Where Debian's packages put each version. */
const packages = '/usr/lib/postgresql';
/** Spelled so that whoever takes a name or a password for a piece of an address stumbles. */
const odd: Superuser = { user: 'Örtlich ?', password: 'a/b c%d\'"ö' };

/** What a test says where {@link startExternalPostgres} finds nothing. */
export const notCovered =
  'NOT COVERED on this machine: pg_dump and pg_restore against an external server. ' +
  'Install PostgreSQL with its client tools (Debian: postgresql) and run the tests again.';

/**
 * Starts a new cluster of the machine's own PostgreSQL, the newest that has its client tools beside
 * it; undefined where there is none. The embedded one has no client tools.
 */
export async function startExternalPostgres(): Promise<ExternalPostgres | undefined> {
  const major = await newestComplete();
  if (major === undefined) return undefined;
  const binaries = binariesIn(join(packages, String(major)), `${major}`);
  const server = await startNewCluster(binaries, odd);
  return { ...server, tools: { folder: join(binaries.folder, 'bin'), major } };
}

export interface Superuser {
  readonly user: string;
  readonly password: string;
}

/** Starts a new cluster in a temporary folder, without durability. */
export async function startNewCluster(
  binaries: Binaries,
  superuser: Superuser,
): Promise<Pick<ExternalPostgres, 'adminUrl' | 'stop'>> {
  const folder = await mkdtemp(join(tmpdir(), 'atelier-external-'));
  const cluster = await makeCluster(folder, binaries, superuser);
  const port = await freePort(undefined);
  const pid = await startPostmaster(cluster, port);
  const url = new URL(`postgres://127.0.0.1:${port}/postgres`);
  url.username = encodeURIComponent(superuser.user);
  url.password = encodeURIComponent(superuser.password);
  return {
    adminUrl: url.href,
    async stop() {
      await stopPostmaster(cluster, pid);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function newestComplete(): Promise<number | undefined> {
  const names = await readdir(packages).catch(() => []);
  const majors = names.map(Number).filter(Number.isInteger);
  for (const major of majors.toSorted((a, b) => b - a)) {
    const programs = ['initdb', 'postgres', 'pg_ctl', 'pg_dump', 'pg_restore'];
    const missing = await Promise.all(
      programs.map((name) =>
        access(join(packages, String(major), 'bin', name)).then(
          () => false,
          () => true,
        ),
      ),
    );
    if (!missing.includes(true)) return major;
  }
  return undefined;
}

async function makeCluster(
  folder: string,
  binaries: Binaries,
  { user, password }: Superuser,
): Promise<Cluster> {
  const account = await serverAccount(folder, folder, () => {});
  const cluster = {
    account,
    binaries,
    folder: join(folder, 'data'),
    log: join(folder, 'postgres.log'),
  };
  const passwordFile = join(folder, 'password');
  await mkdir(cluster.folder, { mode: 0o700 });
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  if (account !== undefined) {
    for (const path of [folder, cluster.folder, passwordFile]) {
      await chown(path, account.uid, account.gid);
    }
  }
  const { ok, output } = await runProgram(
    binaries.initdb,
    [
      `--pgdata=${cluster.folder}`,
      `--username=${user}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C.UTF-8',
      '--no-sync',
    ],
    account,
  );
  if (!ok) throw new Error(`initdb failed: ${output}`);
  await writeFile(join(cluster.folder, 'postgresql.auto.conf'), 'fsync = off\n');
  return cluster;
}
