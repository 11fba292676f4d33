import { execFile } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';
import { promisify } from 'node:util';

/** A way to the database that can be cut: packets vanish, and nobody is told. */
export interface Wire {
  /** `namespace` for a network of its own, `proxy` where the system allows none. */
  readonly kind: 'namespace' | 'proxy';
  /** The address of the database at the other end of it. */
  url(connectionString: string): string;
  /** What a program is started with, so that it lives at this end: nothing, or `ip netns exec …`. */
  readonly prefix: readonly string[];
  cut(): Promise<void>;
  join(): Promise<void>;
  close(): Promise<void>;
}

const run = promisify(execFile);
const ip = (...words: readonly string[]) => run('ip', [...words]);

let wires = 0;

/** A network namespace that is joined to this one by a pair of devices, or else a proxy that forwards nothing when told. */
export async function openWire(connectionString: string): Promise<Wire> {
  const { port } = new URL(connectionString);
  wires += 1;
  const name = `atl${process.pid % 100_000}x${wires}`;
  try {
    await ip('netns', 'add', name);
  } catch {
    return openProxy(Number(port));
  }
  const subnet = `10.213.${process.pid % 250}.${wires * 4}`;
  const [here, there] = [1, 2].map((host) => subnet.replace(/\d+$/, `${wires * 4 + host}`));
  const near = `${name}a`;
  try {
    await ip('link', 'add', near, 'type', 'veth', 'peer', 'name', `${name}b`, 'netns', name);
    await ip('addr', 'add', `${here}/30`, 'dev', near);
    await ip('link', 'set', near, 'up');
    await ip('-n', name, 'addr', 'add', `${there}/30`, 'dev', `${name}b`);
    await ip('-n', name, 'link', 'set', `${name}b`, 'up');
    await ip('-n', name, 'link', 'set', 'lo', 'up');
  } catch {
    await ip('netns', 'del', name);
    return openProxy(Number(port));
  }
  // PostgreSQL listens on the loopback address alone; this end of the wire leads to it.
  const door = await forward(`${here}`, Number(port), () => false);
  return {
    kind: 'namespace',
    url: (address) => withPlace(address, `${here}`, door.port),
    prefix: ['ip', 'netns', 'exec', name],
    cut: async () => void (await ip('link', 'set', near, 'down')),
    join: async () => void (await ip('link', 'set', near, 'up')),
    async close() {
      door.close();
      await ip('netns', 'del', name).catch(() => {});
      await ip('link', 'del', near).catch(() => {});
    },
  };
}

/** A proxy that takes everything and forwards nothing while it is cut. */
export async function openProxy(port: number): Promise<Wire> {
  let isCut = false;
  const door = await forward('127.0.0.1', port, () => isCut);
  return {
    kind: 'proxy',
    url: (address) => withPlace(address, '127.0.0.1', door.port),
    prefix: [],
    cut: async () => {
      isCut = true;
    },
    join: async () => {
      isCut = false;
      door.flush();
    },
    close: async () => door.close(),
  };
}

function withPlace(connectionString: string, host: string, port: number): string {
  const url = new URL(connectionString);
  url.hostname = host;
  url.port = String(port);
  return url.href;
}

/** Forwards connections; what comes while it is held is kept, and goes on when it is no more. */
async function forward(host: string, port: number, isHeld: () => boolean) {
  const sockets = new Set<Socket>();
  const kept: (() => void)[] = [];
  const pipe = (from: Socket, to: Socket) => {
    sockets.add(from);
    const pass = (what: () => void) => (isHeld() || kept.length > 0 ? kept.push(what) : what());
    from.on('data', (data) => pass(() => void to.write(data)));
    from.on('error', () => {});
    from.on('close', () => {
      sockets.delete(from);
      pass(() => to.destroy());
    });
  };
  const server = createServer((socket) => {
    const onward = connect(port, '127.0.0.1');
    pipe(socket, onward);
    pipe(onward, socket);
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return {
    port: (server.address() as AddressInfo).port,
    flush: () => {
      for (const what of kept.splice(0)) what();
    },
    close(): void {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
