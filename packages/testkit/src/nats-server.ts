import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@atelier/lifecycle/embedded/port.ts';
import { type BrokerProcess, isInstalled, startBroker } from './broker-process.ts';

/** Where Debian's package puts it. */
const program = '/usr/sbin/nats-server';

export const hasNatsServer = () => isInstalled(program);

/** A NATS server of its own with JetStream, for a user with a password. */
export async function startNatsServer(user: string, password: string): Promise<BrokerProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'atelier-nats-'));
  const port = await freePort(undefined);
  const config = join(folder, 'nats.conf');
  await writeFile(
    config,
    [
      `listen: "127.0.0.1:${port}"`,
      `jetstream { store_dir: "${join(folder, 'data')}" }`,
      `authorization { user: "${user}", password: "${password}" }`,
      '',
    ].join('\n'),
  );
  return startBroker({ program, args: ['-c', config], folder, port });
}
