import {
  chmod,
  chown,
  copyFile,
  cp,
  mkdir,
  mkdtemp,
  readFile,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { platform, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { serverAccount } from '../../src/embedded/account.ts';
import { binariesIn, installedBinaries } from '../../src/embedded/binaries.ts';
import { reachableBinaries } from '../../src/embedded/location.ts';
import { type EmbeddedStage, startEmbeddedPostgres } from '../../src/embedded/server.ts';
import { answeringProcess, type ServeProcess, serveInProcess } from './serve-process.ts';

const asRoot = platform() === 'linux' && process.getuid?.() === 0;

describe.runIf(asRoot)('as root', () => {
  let open: string;
  let closed: string;
  let elsewhere: string;
  const cleanups: (() => Promise<unknown>)[] = [];
  beforeEach(async () => {
    open = await mkdtemp(join(tmpdir(), 'atelier-root-'));
    await chmod(open, 0o755);
    closed = join(open, 'closed');
    elsewhere = join(open, 'elsewhere');
    await mkdir(closed, { mode: 0o700 });
  });
  afterEach(async () => {
    for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
    await rm(open, { recursive: true });
  });

  async function start(dataDir: string, stages: EmbeddedStage[] = []) {
    const server = await startEmbeddedPostgres({
      dataDir,
      relocationRoot: elsewhere,
      onProgress: (stage) => stages.push(stage),
    });
    cleanups.push(() => server.stop());
    return server;
  }

  test('data under a closed folder goes elsewhere, and is found there ever after', async () => {
    const stages: EmbeddedStage[] = [];
    const first = await start(join(closed, 'data'), stages);
    const home = (await readFile(join(closed, 'data/postgres-location'), 'utf8')).trim();
    expect(dirname(home)).toBe(elsewhere);
    // The programs too, where the checkout itself is closed.
    expect(stages).toContainEqual({ kind: 'relocated', what: 'data', folder: home });
    expect((await stat(home)).mode & 0o777).toBe(0o700);
    await run(first.connectionString, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();

    // The way is open now, and the data stays where it is.
    await chmod(closed, 0o755);
    const second = await start(join(closed, 'data'));
    expect(await run(second.connectionString, 'SELECT * FROM kept')).toEqual([{ answer: 42 }]);
    await second.stop();

    await rm(home, { recursive: true });
    await expect(start(join(closed, 'data'))).rejects.toMatchObject({
      code: 'ERR_DATA_FOLDER_INCOMPLETE',
      params: { missing: home },
    });
  });

  test('data that was reachable once moves when it is not any more', async () => {
    await chmod(closed, 0o755);
    const first = await start(join(closed, 'data'));
    await run(first.connectionString, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();
    await chmod(closed, 0o700);
    const second = await start(join(closed, 'data'));
    expect(await run(second.connectionString, 'SELECT * FROM kept')).toEqual([{ answer: 42 }]);
  });

  test('a data folder of our own that is closed is opened for passing through', async () => {
    await mkdir(join(open, 'data'), { mode: 0o700 });
    await start(join(open, 'data'));
    expect((await stat(join(open, 'data'))).mode & 0o777).toBe(0o711);
    expect((await stat(join(open, 'data/postgres'))).uid).not.toBe(0);
  });

  test('programs under a closed folder are copied to where they can be run', async () => {
    const installed = await installedBinaries();
    const folder = join(closed, 'native');
    await cp(installed.folder, folder, { recursive: true, verbatimSymlinks: true });
    const hidden = binariesIn(folder, installed.version);
    const account = await serverAccount(join(open, 'no-cluster'), open, () => {});
    const stages: EmbeddedStage[] = [];
    const reach = () =>
      reachableBinaries(hidden, account, elsewhere, (stage) => stages.push(stage));
    const [copied, again] = await Promise.all([reach(), reach()]);
    expect(copied.folder).toBe(join(elsewhere, `postgresql-${installed.version}`));
    expect(again).toEqual(copied);
    stages.length = 0;
    expect(await reach()).toEqual(copied);
    expect(stages).toEqual([]);
  });

  test('a user’s data is served by the user, and a cluster by its owner', async () => {
    const user = { uid: 1, gid: 1 };
    const cluster = join(open, 'data/postgres');
    await mkdir(join(open, 'data'));
    await chown(join(open, 'data'), user.uid, user.gid);
    expect(await serverAccount(cluster, join(open, 'data'), () => {})).toEqual(user);
    const other = { uid: 2, gid: 2 };
    await mkdir(cluster);
    await chown(cluster, other.uid, other.gid);
    expect(await serverAccount(cluster, join(open, 'data'), () => {})).toEqual(other);
  });

  test('what root made for itself is refused to a user in one word', async () => {
    await (await start(join(open, 'data'))).stop();
    const { answer } = await answeringProcess('fixtures/lock-as-user.ts', [
      join(open, 'data'),
      '1',
    ]);
    expect(answer).toMatchObject({ code: 'ERR_DATA_FOLDER_DENIED', params: { reason: 'EACCES' } });
  });

  describe('on a machine without a user for PostgreSQL', () => {
    /** Runs the server where /etc is a copy without such users: the machine's own stays as it is. */
    async function serveWithoutUser(path: string): Promise<ServeProcess> {
      const etc = join(open, 'etc');
      await mkdir(etc);
      for (const name of ['passwd', 'group']) {
        const text = await readFile(`/etc/${name}`, 'utf8');
        const others = text.split('\n').filter((line) => !/^(postgres|atelier):/.test(line));
        await writeFile(join(etc, name), others.join('\n'));
      }
      for (const name of ['nsswitch.conf', 'login.defs']) {
        await copyFile(`/etc/${name}`, join(etc, name)).catch(() => {});
      }
      const hide = `mount --bind "$0" /etc && ${path} exec "$@"`;
      const served = await serveInProcess(
        [join(open, 'data'), elsewhere],
        ['unshare', '--mount', '--propagation', 'private', '/bin/sh', '-c', hide, etc],
      );
      cleanups.push(() => served.end('SIGTERM'));
      return served;
    }

    test('one is made, and used again', async () => {
      const { answer } = await serveWithoutUser('');
      expect(answer.stages[0]).toEqual({ kind: 'user-created', name: 'atelier' });
      expect(await run(answer.connectionString, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
      const [, , uid] =
        (await readFile(join(open, 'etc/passwd'), 'utf8'))
          .split('\n')
          .find((line) => line.startsWith('atelier:'))
          ?.split(':') ?? [];
      expect((await stat(join(open, 'data/postgres'))).uid).toBe(Number(uid));
    });

    test('the start is refused when none can be made', async () => {
      const { answer } = await serveWithoutUser('mount -o remount,bind,ro /etc &&');
      expect(answer).toMatchObject({ code: 'ERR_UNPRIVILEGED_USER_MISSING' });
    });
  });
});

async function run(connectionString: string, sql: string) {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
