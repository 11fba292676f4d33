import { isIP, isIPv6 } from 'node:net';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { rejectedBy } from '../rejected-by.ts';
import type { AllowedServer } from '../server-address.ts';

/** A connection to a server. */
export interface NatsSession {
  readonly connection: NatsConnection;
  /** Ends in an error when the connection does, when the server refuses something, or when the signal says so. */
  readonly lost: Promise<never>;
  close(): Promise<void>;
}

/** So long connecting may take, whatever the time of the attempt. */
const connectMs = 20_000;

/** Connects to the very address that was checked, and to no other of its cluster. */
export async function openNats(
  { address, guard }: AllowedServer,
  signal: AbortSignal,
): Promise<NatsSession> {
  const { scheme, host, port, user, password } = address;
  const place = isIP(host) === 0 ? await lookedUp(host, guard.lookup) : host;
  const aborted = rejectedBy(signal);
  const connecting = connect({
    servers: [`${isIPv6(place) ? `[${place}]` : place}:${port}`],
    ...(password === '' ? user !== '' && { token: user } : { user, pass: password }),
    // Whom the certificate is for is the name, and not the address.
    tls: scheme === 'tls' ? ({ servername: host } as object) : null,
    ...{ name: 'Atelier Orchestra', timeout: connectMs, reconnect: false, resolve: false },
    ...{ ignoreClusterUpdates: true, noAsyncTraces: true },
  });
  // Where the signal was quicker nobody asks for it any more.
  connecting.then(
    (late) => signal.aborted && void late.close(),
    () => {},
  );
  const connection = await Promise.race([connecting, aborted]);
  const lost = Promise.race([aborted, closedOf(connection), refusedOf(connection)]);
  lost.catch(() => {});
  return { connection, lost, close: () => connection.close().catch(() => {}) };
}

function lookedUp(host: string, lookup: AllowedServer['guard']['lookup']): Promise<string> {
  return new Promise((resolve, reject) => {
    lookup(host, {}, (error, found) => {
      if (error !== null) reject(error);
      else resolve(String(found));
    });
  });
}

async function closedOf(connection: NatsConnection): Promise<never> {
  throw (await connection.closed()) ?? new Error('the connection was closed');
}

/** What a server refuses it tells besides all else that it says. */
async function refusedOf(connection: NatsConnection): Promise<never> {
  for await (const status of connection.status()) {
    if (status.type === 'error') throw status.error;
  }
  return closedOf(connection);
}
