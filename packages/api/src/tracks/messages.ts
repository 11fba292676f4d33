import { newId } from '@atelier/db/kernel/new-id.ts';
import { listMessages, messageById } from '@atelier/db/tracks/message-reads.ts';
import { insertMessage } from '@atelier/db/tracks/message-writes.ts';
import { threadOf } from '@atelier/db/tracks/session-reads.ts';
import { touchSession } from '@atelier/db/tracks/session-writes.ts';
import { kernelError } from '@atelier/domain/kernel/errors.ts';
import { tracksError } from '@atelier/domain/tracks/errors.ts';
import type { listMessagesInput, postMessageInput } from '@atelier/domain/tracks/schemas.ts';
import type { ChatTab } from '@atelier/domain/tracks/tabs.ts';
import type { Message, MessagePage } from '@atelier/domain/tracks/types.ts';
import type { Knex } from 'knex';
import type { z } from 'zod';

/** Throws `ERR_THREAD_NOT_FOUND`. */
async function requireThread(
  db: Knex,
  { sessionId, tab }: { readonly sessionId: string; readonly tab: ChatTab },
): Promise<string> {
  const threadId = await threadOf(db, sessionId, tab);
  if (threadId === undefined) throw tracksError('ERR_THREAD_NOT_FOUND');
  return threadId;
}

/** A page of a thread, the newest first. Throws `ERR_THREAD_NOT_FOUND`. */
export async function pageOfThread(
  db: Knex,
  input: z.output<typeof listMessagesInput>,
): Promise<MessagePage> {
  const { limit, cursor } = input;
  return listMessages(db, { threadId: await requireThread(db, input), limit, cursor });
}

/** Throws `ERR_THREAD_NOT_FOUND`. */
export async function postMessage(
  trx: Knex.Transaction,
  input: z.output<typeof postMessageInput>,
): Promise<Message> {
  const { role, content, meta, sessionId } = input;
  const [id, threadId] = [newId(), await requireThread(trx, input)];
  await insertMessage(trx, { id, threadId, role, content, meta });
  await touchSession(trx, sessionId);
  const message = await messageById(trx, id);
  if (message === undefined) throw kernelError('ERR_INTERNAL');
  return message;
}
