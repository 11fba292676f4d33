import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const ip = (...words: readonly string[]) => run('ip', [...words]);

/** Where Debian's packages put them. */
const programs = { patroni: '/usr/bin/patroni', etcd: '/usr/bin/etcd' };
const binaries = '/usr/lib/postgresql/15/bin';

/** Three PostgreSQL servers that Patroni keeps, each in a network of its own, and etcd. */
export interface Cluster {
  /** One address of three hosts. */
  readonly url: string;
  readonly names: readonly string[];
  /** The server that takes writes, by Patroni's word; undefined while there is none. */
  leader(): Promise<string | undefined>;
  /**
   * Whether all servers are there, and one of them has all that was acknowledged: without such a one Patroni promotes
   * nobody when the first is gone.
   */
  isWhole(): Promise<boolean>;
  /** Ends Patroni and PostgreSQL of a server at once. */
  kill(name: string): Promise<void>;
  start(name: string): void;
  cut(name: string): Promise<void>;
  join(name: string): Promise<void>;
  stop(): Promise<void>;
}

/** What a proof needs and does not find here; null where all is there. */
export async function lacksForCluster(): Promise<string | null> {
  for (const program of [...Object.values(programs), join(binaries, 'pg_basebackup')]) {
    if (
      !(await access(program).then(
        () => true,
        () => false,
      ))
    )
      return program;
  }
  return process.getuid?.() === 0 ? null : 'root';
}

const subnet = '10.214.77';
const tag = `pt${process.pid % 10_000}`;
const etcdPort = 23_790;

export async function startCluster(): Promise<Cluster> {
  const folder = await mkdtemp(join(tmpdir(), 'atelier-patroni-'));
  const { stdout } = await run('id', ['-u', 'postgres']);
  const owner = Number(stdout);
  await chown(folder, owner, owner);
  const bridge = `${tag}br`;
  await ip('link', 'add', bridge, 'type', 'bridge');
  await ip('addr', 'add', `${subnet}.1/24`, 'dev', bridge);
  await ip('link', 'set', bridge, 'up');
  const names = ['one', 'two', 'three'];
  const addressOf = (name: string) => `${subnet}.${11 + names.indexOf(name)}`;
  const spaceOf = (name: string) => `${tag}${name}`;
  const children = new Map<string, ChildProcess>();

  const etcd = spawn(
    programs.etcd,
    [
      ...['--data-dir', join(folder, 'etcd'), '--enable-v2=true', '--log-level', 'error'],
      ...['--listen-client-urls', `http://${subnet}.1:${etcdPort}`],
      ...['--advertise-client-urls', `http://${subnet}.1:${etcdPort}`],
      ...['--listen-peer-urls', `http://${subnet}.1:${etcdPort + 1}`],
    ],
    { stdio: 'ignore' },
  );
  for (const [place, name] of names.entries()) {
    const space = spaceOf(name);
    await ip('netns', 'add', space);
    const near = `${tag}v${place}`;
    await ip('link', 'add', near, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', space);
    await ip('link', 'set', near, 'master', bridge, 'up');
    await ip('-n', space, 'addr', 'add', `${addressOf(name)}/24`, 'dev', 'eth0');
    await ip('-n', space, 'link', 'set', 'eth0', 'up');
    await ip('-n', space, 'link', 'set', 'lo', 'up');
    await mkdir(join(folder, name));
    await chown(join(folder, name), owner, owner);
    await writeFile(join(folder, `${name}.json`), configOf(name, addressOf(name), folder));
  }
  const nearOf = (name: string) => `${tag}v${names.indexOf(name)}`;

  function start(name: string): void {
    const child = spawn(
      'ip',
      [
        ...['netns', 'exec', spaceOf(name), 'runuser', '-u', 'postgres', '--'],
        ...[programs.patroni, join(folder, `${name}.json`)],
      ],
      { stdio: process.env.PROOF_LOG === undefined ? 'ignore' : 'inherit', cwd: '/' },
    );
    children.set(name, child);
  }
  async function members() {
    for (const name of names) {
      const answer = await fetch(`http://${addressOf(name)}:8008/cluster`, {
        signal: AbortSignal.timeout(2000),
      })
        .then((got) => got.json() as Promise<{ members: readonly Member[] }>)
        .catch(() => undefined);
      if (answer !== undefined) return answer.members;
    }
    return [];
  }
  /** All that runs in the network of a server. */
  async function kill(name: string): Promise<void> {
    const { stdout: pids } = await run('ip', ['netns', 'pids', spaceOf(name)]);
    for (const pid of pids.split('\n').filter(Boolean)) {
      try {
        process.kill(Number(pid), 'SIGKILL');
      } catch {
        // It ended with the one before.
      }
    }
  }
  for (const name of names) start(name);
  return {
    url: `postgres://postgres:secret@${names.map((name) => `${addressOf(name)}:5432`).join(',')}/postgres`,
    names,
    async leader() {
      for (const name of names) {
        const ok = await fetch(`http://${addressOf(name)}:8008/primary`, {
          signal: AbortSignal.timeout(1000),
        }).then(
          (got) => got.status === 200,
          () => false,
        );
        if (ok) return name;
      }
      return undefined;
    },
    async isWhole() {
      const all = await members();
      const running = all.filter(({ state }) => /running|streaming/.test(state));
      const has = (role: RegExp) => running.some((one) => role.test(one.role));
      return running.length === names.length && has(/^(leader|master)$/) && has(/^sync_standby$/);
    },
    kill,
    start,
    cut: async (name) => void (await ip('link', 'set', nearOf(name), 'down')),
    join: async (name) => void (await ip('link', 'set', nearOf(name), 'up')),
    async stop() {
      for (const name of names) await kill(name).catch(() => {});
      etcd.kill('SIGKILL');
      if (etcd.exitCode === null && etcd.signalCode === null) await once(etcd, 'exit');
      for (const name of names) await ip('netns', 'del', spaceOf(name)).catch(() => {});
      await ip('link', 'del', bridge).catch(() => {});
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

interface Member {
  readonly name: string;
  readonly role: string;
  readonly state: string;
}

/** JSON is YAML. */
function configOf(name: string, address: string, folder: string): string {
  return JSON.stringify({
    scope: 'atelier',
    name,
    restapi: { listen: `${address}:8008`, connect_address: `${address}:8008` },
    etcd3: { host: `${subnet}.1:${etcdPort}` },
    bootstrap: {
      dcs: {
        ttl: 20,
        loop_wait: 2,
        retry_timeout: 4,
        maximum_lag_on_failover: 1_048_576,
        synchronous_mode: true,
        postgresql: { use_pg_rewind: true, parameters: { max_connections: 100 } },
      },
      initdb: [{ encoding: 'UTF8' }, 'data-checksums'],
      pg_hba: [
        'host replication replicator 0.0.0.0/0 md5',
        'host all all 0.0.0.0/0 md5',
        'local all all trust',
      ],
    },
    postgresql: {
      listen: `${address}:5432`,
      connect_address: `${address}:5432`,
      data_dir: join(folder, name, 'data'),
      pgpass: join(folder, name, 'pgpass'),
      bin_dir: binaries,
      authentication: {
        replication: { username: 'replicator', password: 'secret' },
        superuser: { username: 'postgres', password: 'secret' },
        rewind: { username: 'rewinder', password: 'secret' },
      },
      parameters: { unix_socket_directories: join(folder, name) },
    },
  });
}
