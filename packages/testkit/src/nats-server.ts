import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@atelier/lifecycle/embedded/port.ts';
import { type BrokerProcess, isInstalled, startBroker } from './broker-process.ts';
import type { CertificateFiles } from './tls-certificates.ts';

/** Where Debian's package puts it. */
const program = '/usr/sbin/nats-server';

export const hasNatsServer = () => isInstalled(program);

/** A NATS server of its own with JetStream, for a user with a password; with a certificate it speaks TLS alone. */
export async function startNatsServer(
  user: string,
  password: string,
  tls?: CertificateFiles,
): Promise<BrokerProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'atelier-nats-'));
  const port = await freePort(undefined);
  const config = join(folder, 'nats.conf');
  await writeFile(
    config,
    [
      `listen: "127.0.0.1:${port}"`,
      `jetstream { store_dir: "${join(folder, 'data')}" }`,
      `authorization { user: "${user}", password: "${password}" }`,
      tls === undefined ? '' : `tls { cert_file: "${tls.cert}", key_file: "${tls.key}" }`,
      '',
    ].join('\n'),
  );
  return startBroker({ program, args: ['-c', config], folder, port });
}
