import { execFile } from 'node:child_process';
import { chown, copyFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { connect } from '@atelier/db/kernel/connection.ts';
import { brokerNotCovered } from '@atelier/testkit/broker-process.ts';
import { hasNatsServer, startNatsServer } from '@atelier/testkit/nats-server.ts';
import { programArguments } from '@atelier/testkit/programs.ts';
import { hasRabbitMq, startRabbitMq } from '@atelier/testkit/rabbitmq.ts';
import { testFolder } from '@atelier/testkit/test-folder.ts';
import { startThrowAwayPostgres } from '@atelier/testkit/throw-away-postgres.ts';
import {
  hasOpenSsl,
  makeCertificates,
  type TlsCertificates,
  tlsNotCovered,
} from '@atelier/testkit/tls-certificates.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TlsCall, TlsOutcome } from './tls-calls.ts';

// Against the real servers, with a certificate for the name `localhost` of an authority that only `NODE_EXTRA_CA_CERTS`
// makes known: what speaks TLS is what the secret says, and to nobody else is a password told.

const hasTls = await hasOpenSsl();
const hasRabbit = await hasRabbitMq();
const hasNats = await hasNatsServer();
if (!hasTls) console.warn(tlsNotCovered);
if (!hasRabbit) console.warn(brokerNotCovered('rabbitmq-server'));
if (!hasNats) console.warn(brokerNotCovered('nats-server'));

const script = join(import.meta.dirname, 'tls-calls.ts');
const folder = await testFolder('tls');
afterAll(() => rm(folder, { recursive: true, force: true }));
let known: TlsCertificates;
beforeAll(async () => {
  if (hasTls) known = await makeCertificates(folder, 'localhost');
});

/** What calls come to in a process that trusts this authority besides those that Node knows. */
async function outcomes(calls: readonly TlsCall[], ca?: string): Promise<readonly TlsOutcome[]> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [...programArguments(script), JSON.stringify(calls)],
    { env: { ...process.env, NODE_EXTRA_CA_CERTS: ca ?? '', NODE_NO_WARNINGS: '1' } },
  );
  const all = JSON.parse(stdout) as readonly TlsOutcome[];
  for (const { address } of calls) {
    const password = decodeURIComponent(new URL(address).password);
    expect(JSON.stringify(all)).not.toContain(password);
  }
  return all;
}
const untrusted = {
  says: 'CERTIFICATE_INVALID',
  told: { facts: { host: 'localhost', reason: expect.stringMatching(/UNABLE_TO_/) } },
};
const otherName = {
  says: 'CERTIFICATE_INVALID',
  told: { facts: { host: '127.0.0.1', reason: 'ERR_TLS_CERT_ALTNAME_INVALID' } },
};
const noTls = {
  says: 'CONNECTION_REFUSED',
  told: { facts: { host: 'localhost', reason: 'no TLS' }, happened: 'no' },
};

/** A server is believed by its name and its authority, and lets nobody in with the password of the stranger. */
async function expectBelieved(
  address: string,
  stranger: string,
  call: (address: string) => TlsCall,
): Promise<void> {
  const byNumber = address.replace('localhost', '127.0.0.1');
  expect(await outcomes([address, byNumber, stranger].map(call), known.ca)).toMatchObject([
    { says: 'passed' },
    otherName,
    { says: 'ACCESS_DENIED' },
  ]);
  expect(await outcomes([call(address)])).toMatchObject([untrusted]);
}

describe.skipIf(!hasTls)('PostgreSQL', () => {
  const password = 'hush-hush-sql';
  let encrypted = '';
  let plain = '';
  beforeAll(async () => {
    const [server, other] = [await startThrowAwayPostgres(), await startThrowAwayPostgres()];
    const db = connect({ connectionString: server.connectionString });
    const { rows } = await db.raw<{ rows: { place: string }[] }>(
      "SELECT current_setting('data_directory') AS place",
    );
    const place = rows[0]?.place ?? '';
    const { uid, gid } = await stat(place);
    for (const [from, name] of [
      [known.server.cert, 'server.crt'],
      [known.server.key, 'server.key'],
    ] as const) {
      await copyFile(from, join(place, name));
      await chown(join(place, name), uid, gid);
    }
    await db.raw(`CREATE ROLE shop LOGIN PASSWORD '${password}'`);
    await db.raw('ALTER SYSTEM SET ssl = on');
    await db.raw('SELECT pg_reload_conf()');
    const isOn = async () => {
      const found = await db.raw<{ rows: { ssl: string }[] }>(
        "SELECT current_setting('ssl') AS ssl",
      );
      return found.rows[0]?.ssl === 'on';
    };
    while (!(await isOn()));
    await db.destroy();
    const address = ({ connectionString }: { readonly connectionString: string }) =>
      `postgres://shop:${password}@localhost:${new URL(connectionString).port}/postgres`;
    [encrypted, plain] = [address(server), address(other)];
    return async () => {
      await server.stop();
      await other.stop();
    };
  }, 120_000);

  const call = (address: string): TlsCall => ({
    ...{ driver: 'sql', address },
    request: { text: 'SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()' },
  });
  const isEncrypted = (ssl: boolean) => ({
    says: 'passed',
    told: expect.objectContaining({ output: expect.objectContaining({ rows: [{ ssl }] }) }),
  });

  test('each sslmode does what libpq does', async () => {
    const full = `${encrypted}?sslmode=verify-full`;
    const byAddress = encrypted.replace('localhost', '127.0.0.1');
    const all = [
      ...[full, `${encrypted}?sslmode=require`, `${byAddress}?sslmode=verify-ca`],
      ...[`${encrypted}?sslmode=disable`, `${byAddress}?sslmode=verify-full`],
    ].map(call);
    expect(await outcomes(all, known.ca)).toMatchObject([
      ...[isEncrypted(true), isEncrypted(true), isEncrypted(true), isEncrypted(false), otherName],
    ]);
  });

  test('a foreign authority is refused where it is looked at', async () => {
    const modes = ['verify-full', 'verify-ca', 'require'];
    expect(await outcomes(modes.map((mode) => call(`${encrypted}?sslmode=${mode}`)))).toMatchObject(
      [untrusted, untrusted, isEncrypted(true)],
    );
  });

  test('where there is no TLS, nothing is said in the open', async () => {
    expect(await outcomes([call(`${plain}?sslmode=require`)], known.ca)).toMatchObject([noTls]);
  });
});

describe.skipIf(!hasTls || !hasRabbit)('RabbitMQ', () => {
  let encrypted = '';
  let plain = '';
  beforeAll(async () => {
    const [server, other] = [await startRabbitMq(known.server), await startRabbitMq()];
    encrypted = `amqps://guest:guest@localhost:${server.port}`;
    plain = `amqps://guest:hush-hush-mq@localhost:${other.port}`;
    return async () => {
      await server.stop();
      await other.stop();
    };
  }, 240_000);

  const call = (address: string): TlsCall => ({
    ...{ driver: 'amqp', address },
    request: { action: 'bind', queue: 'q', exchange: 'amq.topic' },
  });

  test('is believed by its name and its authority alone', async () => {
    await expectBelieved(encrypted, encrypted.replace('guest:guest', 'guest:hush-hush-mq'), call);
  });

  test('where there is no TLS, nothing is said in the open', async () => {
    expect(await outcomes([call(plain)], known.ca)).toMatchObject([noTls]);
  });
});

describe.skipIf(!hasTls || !hasNats)('NATS', () => {
  let encrypted = '';
  let plain = '';
  beforeAll(async () => {
    const password = 'hush-hush-nats';
    const [server, other] = [
      await startNatsServer('shop', password, known.server),
      await startNatsServer('shop', password),
    ];
    encrypted = `tls://shop:${password}@localhost:${server.port}`;
    plain = `tls://shop:${password}@localhost:${other.port}`;
    return async () => {
      await server.stop();
      await other.stop();
    };
  }, 60_000);

  const call = (address: string): TlsCall => ({
    ...{ driver: 'nats', address },
    request: { action: 'publish', subject: 'orders', payload: { type: 'json', value: 1 } },
  });

  test('is believed by its name and its authority alone', async () => {
    await expectBelieved(encrypted, encrypted.replace('hush-hush-nats', 'guessed-it'), call);
  });

  test('where there is no TLS, nothing is said in the open', async () => {
    expect(await outcomes([call(plain)], known.ca)).toMatchObject([noTls]);
  });
});
