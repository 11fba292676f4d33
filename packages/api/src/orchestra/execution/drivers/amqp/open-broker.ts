import { type ChannelModel, connect } from 'amqplib';
import { rejectedBy } from '../rejected-by.ts';
import type { AllowedServer } from '../server-address.ts';

/** A connection to a broker. */
export interface Broker {
  readonly model: ChannelModel;
  /** Ends in an error when the connection does, or when the signal says so. */
  readonly lost: Promise<never>;
  /** Takes leave; what was not confirmed goes back into its queue. */
  close(): Promise<void>;
}

const partingMs = 1000;

/** Connects to the very address that was checked. */
export async function openBroker(
  { address, guard }: AllowedServer,
  signal: AbortSignal,
): Promise<Broker> {
  const { scheme, host, port, user, password, path } = address;
  const ended = new AbortController();
  const socket = {
    ...{ lookup: guard.lookup, noDelay: true, signal: AbortSignal.any([signal, ended.signal]) },
    clientProperties: { connection_name: 'Atelier Orchestra' },
  };
  const aborted = rejectedBy(signal);
  const connecting = connect(
    {
      ...{ protocol: scheme, hostname: host, port, username: user, password },
      // The library takes the name of the host apart once more.
      vhost: encodeURIComponent(path) || '/',
      heartbeat: 30,
    },
    socket,
  );
  // Where the signal was quicker, the socket is gone, and nobody asks any more.
  connecting.catch(() => {});
  const model = await Promise.race([connecting, aborted]);
  const lost = Promise.race([
    aborted,
    new Promise<never>((_, reject) => {
      model.on('error', reject);
      model.on('close', (error) => reject(error ?? new Error('the connection was closed')));
    }),
  ]);
  lost.catch(() => {});
  return {
    ...{ model, lost },
    async close() {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise((resolve) => {
        timer = setTimeout(resolve, partingMs);
      });
      await Promise.race([model.close().catch(() => {}), late]);
      clearTimeout(timer);
      ended.abort();
    },
  };
}
