import type { MessageRole } from '@atelier/domain/tracks/tabs.ts';
import type { Meta } from '@atelier/domain/tracks/types.ts';
import type { Knex } from 'knex';

/**
 * Puts a message at the end of a thread. Whoever writes there waits for whoever was first: so they stand in the order
 * in which they were committed, and no page of them misses one.
 */
export async function insertMessage(
  trx: Knex,
  message: {
    readonly id: string;
    readonly threadId: string;
    readonly role: MessageRole;
    readonly content: string;
    readonly meta: Meta;
  },
): Promise<void> {
  const { meta, ...rest } = message;
  await trx.raw('SELECT FROM tracks.chat_threads WHERE id = ? FOR NO KEY UPDATE', [rest.threadId]);
  await trx.raw(
    `INSERT INTO tracks.chat_messages (id, thread_id, role, content, meta_json, created_at)
     VALUES (:id, :threadId, :role::tracks.message_role, :content, :meta::jsonb, clock_timestamp())`,
    { ...rest, meta: JSON.stringify(meta) },
  );
}
