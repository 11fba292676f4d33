import { execFile } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@atelier/lifecycle/embedded/port.ts';
import { type BrokerProcess, isInstalled, startBroker } from './broker-process.ts';
import type { CertificateFiles } from './tls-certificates.ts';

/** Where Debian's package puts the program that becomes the server, whoever starts it. */
const program = '/usr/lib/rabbitmq/bin/rabbitmq-server';

export const hasRabbitMq = () => isInstalled(program);

/** A RabbitMQ of its own in a temporary folder, for `guest` with the password `guest`; with a certificate it speaks TLS alone. */
export async function startRabbitMq(tls?: CertificateFiles): Promise<BrokerProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'atelier-rabbitmq-'));
  const port = await freePort(undefined);
  const names = await freePort(undefined);
  const nodes = await freePort(undefined);
  await writeFile(join(folder, 'plugins'), '[].\n');
  await writeFile(
    join(folder, 'rabbitmq.conf'),
    [...listeners(port, tls), 'disk_free_limit.absolute = 1MB', ''].join('\n'),
  );
  const env = {
    HOME: folder,
    ERL_EPMD_PORT: String(names),
    ERL_EPMD_ADDRESS: '127.0.0.1',
    RABBITMQ_NODENAME: `atelier${port}@localhost`,
    RABBITMQ_DIST_PORT: String(nodes),
    RABBITMQ_CONF_ENV_FILE: join(folder, 'none'),
    RABBITMQ_CONFIG_FILE: join(folder, 'rabbitmq.conf'),
    RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, 'plugins'),
    RABBITMQ_MNESIA_BASE: join(folder, 'data'),
    RABBITMQ_LOG_BASE: join(folder, 'log'),
    // One scheduler, and no disk: what it keeps is gone with the test.
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '+S 1:1 +sbwt none',
  };
  return startBroker({
    ...{ program, args: [], env, folder, port },
    // Erlang's own register of names outlives those whom it names.
    onStop: () =>
      new Promise((resolve) => {
        const more = { env: { ...process.env, ...env } };
        execFile('epmd', ['-port', String(names), '-kill'], more, () => resolve());
      }),
  });
}

function listeners(port: number, tls: CertificateFiles | undefined): readonly string[] {
  if (tls === undefined) return [`listeners.tcp.1 = 127.0.0.1:${port}`];
  return [
    ...['listeners.tcp = none', `listeners.ssl.1 = 127.0.0.1:${port}`],
    ...[`ssl_options.certfile = ${tls.cert}`, `ssl_options.keyfile = ${tls.key}`],
    ...['ssl_options.verify = verify_none', 'ssl_options.fail_if_no_peer_cert = false'],
  ];
}
