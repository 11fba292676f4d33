import pg from 'pg';
import type { AllowedServer } from '../server-address.ts';
import { StepError } from '../step-error.ts';
import { GuardedSocket } from './guarded-socket.ts';

/** A connection for one statement. */
export interface SqlSession {
  readonly client: pg.Client;
  /** Bytes that the server has sent. */
  bytesRead(): number;
  /** Has the server give up what it is doing, and hangs up. */
  abandon(): void;
  /** Takes leave of the server, or hangs up where it does not hear. */
  close(): Promise<void>;
}

const partingMs = 1000;

/** Connects, as far as the signal allows. Throws what the driver throws. */
export async function openSession(
  { address, guard }: AllowedServer,
  signal: AbortSignal,
): Promise<SqlSession> {
  const { host, port, user, password, path } = address;
  if (user === '') throw new StepError('REQUEST_INVALID', { field: 'connection', at: 'user' });
  const socket = new GuardedSocket(guard.lookup);
  const client = new pg.Client({
    ...{ host, port, user, database: path || user },
    // A function: without a password the driver would look for one in the files of whoever runs this process.
    password: () => password,
    ssl: tlsOf(address.options.get('sslmode')),
    stream: () => socket,
    application_name: 'Atelier Orchestra',
  });
  // Told by the statement that fails.
  client.on('error', () => {});
  const hangUp = () => socket.destroy();
  signal.addEventListener('abort', hangUp, { once: true });
  try {
    signal.throwIfAborted();
    await client.connect();
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    signal.removeEventListener('abort', hangUp);
  }
  return {
    client,
    bytesRead: () => socket.bytesRead,
    abandon() {
      sendCancel(client, new GuardedSocket(guard.lookup), address);
      socket.destroy();
    },
    async close() {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise((resolve) => {
        timer = setTimeout(resolve, partingMs);
      });
      await Promise.race([client.end().catch(() => {}), late]);
      clearTimeout(timer);
      socket.destroy();
    },
  };
}

/** As libpq understands `sslmode`; without one nothing is encrypted. */
function tlsOf(mode: string | null): pg.ClientConfig['ssl'] {
  switch (mode) {
    case null:
    case 'disable':
      return false;
    case 'require':
      return { rejectUnauthorized: false };
    case 'verify-ca':
      return { rejectUnauthorized: true, checkServerIdentity: () => undefined };
    case 'verify-full':
      return { rejectUnauthorized: true };
    default:
      throw new StepError('REQUEST_INVALID', { field: 'connection', at: 'sslmode' });
  }
}

/** PostgreSQL hears of it on a connection of its own (its protocol, “Canceling Requests in Progress”). */
function sendCancel(
  client: pg.Client,
  socket: GuardedSocket,
  { host, port }: { readonly host: string; readonly port: number },
): void {
  const { processID, secretKey } = client as unknown as Readonly<Record<string, number | null>>;
  if (typeof processID !== 'number' || typeof secretKey !== 'number') return;
  const message = Buffer.alloc(16);
  message.writeInt32BE(16, 0);
  message.writeInt32BE(80_877_102, 4);
  message.writeInt32BE(processID, 8);
  message.writeInt32BE(secretKey, 12);
  socket.on('error', () => {});
  socket.setTimeout(partingMs, () => socket.destroy());
  socket.connect(port, host).once('connect', () => socket.end(message));
}
