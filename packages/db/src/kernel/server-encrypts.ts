import { connect } from 'node:net';

/** The request for encryption that a connection may begin with (libpq's `SSLRequest`). */
const request = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

const patienceMs = 10_000;

/**
 * Asks a server whether it encrypts. One that answers with anything but `S` does not, such as an old server
 * that takes the question for a mistake.
 *
 * @throws what the system says when nobody answers
 */
export function serverEncrypts({
  host,
  port,
}: {
  readonly host: string;
  readonly port: number;
}): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port });
    socket.setTimeout(patienceMs, () => socket.destroy(new Error('timeout expired')));
    socket.once('connect', () => socket.write(request));
    socket.once('data', (answer) => {
      resolve(answer[0] === 'S'.charCodeAt(0));
      socket.destroy();
    });
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('Connection terminated unexpectedly')));
  });
}
