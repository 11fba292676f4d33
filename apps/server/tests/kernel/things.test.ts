import { beginBearerSession } from '@atelier/api/identity/sessions.ts';
import type { ProcedureMeta } from '@atelier/api/kernel/trpc/procedure.ts';
import { rootRouter } from '@atelier/api/root.ts';
import { addUser } from '@atelier/testkit/add-user.ts';
import { type InputSchema, sampleInput } from '@atelier/testkit/sample-input.ts';
import { missingId, sampleThings } from '@atelier/testkit/sample-things.ts';
import type { TestServer } from '@atelier/testkit/test-server.ts';
import type { AnyTRPCRouter } from '@trpc/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { startTestApp } from '../start-test-app.ts';

let server: TestServer;
let stranger: string;
let owner: string;
beforeAll(async () => {
  server = await startTestApp({ authMode: 'team' });
  const { db } = server.database;
  owner = (await addUser(db, 'Owner')).id;
  const { id } = await addUser(db, 'Stranger');
  stranger = (await beginBearerSession(db, { userId: id, device: 'Firefox' })).token;
});
afterAll(() => server.close());

const router: AnyTRPCRouter = rootRouter;
const procedures: readonly {
  readonly path: string;
  readonly type: string;
  readonly meta: ProcedureMeta;
  readonly inputs: readonly unknown[];
}[] = Object.keys(router._def.procedures)
  .map((path) => ({ path, ...router._def.procedures[path]._def }))
  .filter(({ meta }) => meta.about !== undefined);

/** The status and the very bytes of the answer; of a stream its first lines. */
async function answer(path: string, type: string, input: unknown) {
  const json = JSON.stringify(input);
  const url = `${server.url}/api/trpc/${path}`;
  const headers = { authorization: `Bearer ${stranger}` };
  const response =
    type === 'mutation'
      ? await fetch(url, {
          method: 'POST',
          headers: { ...headers, 'content-type': 'application/json' },
          body: json,
        })
      : await fetch(`${url}?input=${encodeURIComponent(json)}`, {
          headers: { ...headers, ...(type === 'subscription' && { accept: 'text/event-stream' }) },
          signal: AbortSignal.timeout(5000),
        });
  const text = type === 'subscription' ? await firstError(response) : await response.text();
  return { status: response.status, text };
}

/** A stream is refused by an event in it. */
async function firstError({ body }: Response): Promise<string> {
  let text = '';
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
  while (reader !== undefined && !/event: serialized-error[\s\S]*\n\n/.test(text)) {
    const { done, value } = await reader.read();
    if (done) break;
    text += value;
  }
  await reader?.cancel();
  return text.slice(text.indexOf('event: serialized-error'));
}

test.each(procedures)(
  '$path tells a stranger of another’s thing what it tells of a missing one, or that it is forbidden',
  async ({ path, type, meta, inputs }) => {
    const { about, needs } = meta;
    if (about === undefined) throw new Error('is about nothing');
    const place = { ownerId: owner, projectId: '00000000-0000-7000-8000-000000000001' };
    const id = await sampleThings[about.kind.name]?.(server.database.db, place);
    const inputFor = (thing: string | undefined) =>
      Object.assign({}, ...inputs.map(sampleOf), { [about.by]: thing });
    const missing = await answer(path, type, inputFor(missingId));
    const foreign = await answer(path, type, inputFor(id));
    expect(missing.text).toContain(about.kind.missing().code);
    // The id stands in the answer at most as what was asked for.
    const plain = (text: string, asked: string) => text.replaceAll(asked, 'ID');
    if (needs.seenBy !== undefined) {
      expect(foreign.status).toBe(missing.status);
      expect(plain(foreign.text, id ?? '')).toBe(plain(missing.text, missingId));
    } else {
      expect(foreign.text).toContain('ERR_FORBIDDEN');
    }
  },
);

function sampleOf(schema: unknown): unknown {
  const json = z.toJSONSchema(schema as z.ZodType, { io: 'input', unrepresentable: 'any' });
  return sampleInput(json as InputSchema);
}
