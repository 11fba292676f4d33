import { chmod, chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '@atelier/db/kernel/connection.ts';
import { serverAccount } from '@atelier/lifecycle/embedded/account.ts';
import { installedBinaries } from '@atelier/lifecycle/embedded/binaries.ts';
import { type Cluster, createCluster } from '@atelier/lifecycle/embedded/cluster.ts';
import { urlOf } from '@atelier/lifecycle/embedded/connection-url.ts';
import { reachableBinaries } from '@atelier/lifecycle/embedded/location.ts';
import { freePort } from '@atelier/lifecycle/embedded/port.ts';
import { stopPostmaster } from '@atelier/lifecycle/embedded/postmaster.ts';
import { readPostmasterFile } from '@atelier/lifecycle/embedded/postmaster-file.ts';
import { runProgram } from '@atelier/lifecycle/embedded/run-program.ts';
import { databaseRefusal } from '@atelier/lifecycle/server/database-refusal.ts';
import { waitForServer } from '@atelier/lifecycle/server/server-version.ts';
import { requireWritable } from '@atelier/lifecycle/server/writable.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

let folder: string;
let cluster: Cluster;
let url: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-replica-'));
  await chmod(folder, 0o755);
  const account = await serverAccount(folder, folder, () => {});
  const binaries = await reachableBinaries(
    await installedBinaries(),
    account,
    '/var/lib/atelier',
    () => {},
  );
  cluster = { account, binaries, folder: join(folder, 'data'), log: join(folder, 'log') };
  await createCluster(cluster, 'a-secret');
  // A replica that waits for a primary server: it answers, and takes no changes.
  const signal = join(cluster.folder, 'standby.signal');
  await writeFile(signal, '');
  await writeFile(cluster.log, '');
  if (account !== undefined) {
    for (const path of [signal, cluster.log]) await chown(path, account.uid, account.gid);
  }
  const port = await freePort(undefined);
  url = urlOf(port, 'a-secret', 'postgres');
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=`;
  await runProgram(
    binaries.pgCtl,
    ['start', '-w', '-D', cluster.folder, '-l', cluster.log, '-o', options],
    account,
    'ignored',
  );
});

afterAll(async () => {
  const file = await readPostmasterFile(cluster.folder);
  if (file !== undefined) await stopPostmaster(cluster, file.pid);
  await rm(folder, { recursive: true, force: true });
});

test('a replica answers, and is known before anything is written to it', async () => {
  const db = connect({ connectionString: url, poolSize: 1 });
  try {
    await waitForServer(db);
    await expect(requireWritable(db)).rejects.toMatchObject({
      code: 'ERR_DATABASE_READ_ONLY',
      params: { is: 'a replica' },
    });
    const refused: unknown = await db.raw('CREATE TABLE goods ()').catch((error) => error);
    expect(databaseRefusal(refused, url)).toMatchObject({ code: 'ERR_DATABASE_READ_ONLY' });
  } finally {
    await db.destroy();
  }
});
