import { setTimeout as sleep } from 'node:timers/promises';
import { askedSettings } from '@atelier/db/kernel/driver-settings.ts';
import { liftLimits } from '@atelier/db/kernel/settle-session.ts';
import { Client } from 'pg';

const pauseMs = 250;

/**
 * Runs `work` while a session is open that does nothing but carry the name `name`, which every role on the
 * server sees in pg_stat_activity: it shows that what has this name is still in use. The session holds no
 * transaction, so that no vacuum waits for it; if somebody ends it, it comes back under the same name.
 */
export async function withGuardSession<Result>(
  connectionString: string,
  name: string,
  work: () => Promise<Result>,
): Promise<Result> {
  let isOver = false;
  let guard: Promise<Client | undefined> = stand();

  async function stand(): Promise<Client> {
    const client = new Client({
      ...(await askedSettings(connectionString)),
      application_name: name,
      keepAlive: true,
    });
    client.on('error', () => {});
    await client.connect();
    await client.query(liftLimits);
    client.once('end', () => {
      if (!isOver) guard = comeBack();
    });
    return client;
  }
  async function comeBack(): Promise<Client | undefined> {
    while (!isOver) {
      const client = await stand().catch(() => undefined);
      if (client !== undefined) return client;
      await sleep(pauseMs);
    }
    return undefined;
  }

  await guard;
  try {
    return await work();
  } finally {
    isOver = true;
    await (await guard)?.end();
  }
}
