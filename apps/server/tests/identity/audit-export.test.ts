import { noClient } from '@atelier/api/kernel/client.ts';
import { writeAudit } from '@atelier/db/identity/audit-writes.ts';
import { type Actor, nobody } from '@atelier/domain/identity/actor.ts';
import { everywhere } from '@atelier/domain/identity/roles.ts';
import type { TestServer } from '@atelier/testkit/test-server.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp } from '../start-test-app.ts';

let server: TestServer;
let actor: Actor;
let session = new AbortController();
const ann = '0190a1b2-c3d4-7e5f-8a9b-000000000001';
const may = (role: 'viewer' | 'admin'): Actor => ({
  id: ann,
  kind: 'user',
  grants: [everywhere(role)],
});

beforeAll(async () => {
  server = await startTestApp({
    identify: async () => ({
      actor,
      sessionId: null,
      untilEnd: (signal) => AbortSignal.any([signal, session.signal]),
      client: noClient,
    }),
    async prepare({ db }) {
      await db('identity.users').insert({ id: ann, displayName: '=HYPERLINK("http://x")' });
      for (const [command, after] of [
        ['runs.lock', { name: 'a, "b"\nЖ' }],
        ['time.start', { name: '=1+1', amount: 1.5 }],
      ] as const) {
        const origin = { actorId: ann, command, requestId: '+1', door: 'trpc' } as const;
        await writeAudit(db, origin, [
          { action: 'create', entity: 'run', id: '-5', before: null, after, projectId: '@p' },
        ]);
      }
    },
  });
});
afterAll(() => server.close());

async function exported(query: string, as = may('admin')) {
  actor = as;
  const answer = await fetch(`${server.url}/api/audit/export${query}`);
  // `text()` would swallow the mark at the beginning.
  const text = Buffer.from(await answer.arrayBuffer()).toString();
  return { status: answer.status, headers: answer.headers, text };
}

test('as a table, in which nothing is a formula', async () => {
  const { status, headers, text } = await exported('?format=csv');
  expect([status, headers.get('content-type')]).toEqual([
    200,
    'text/csv; charset=utf-8; header=present',
  ]);
  expect(headers.get('content-disposition')).toMatch(
    /^attachment; filename="audit-\d{4}-\d\d-\d\d\.csv"$/,
  );
  const [head, newest, oldest, end] = text.split('\r\n');
  expect(head).toBe(
    '\uFEFFid,created_at,actor_id,actor_name,action,area,command,entity_type,entity_id,project_id,run_id,door,request_id,before,after',
  );
  const name = `"'=HYPERLINK(""http://x"")"`;
  expect(newest?.replace(/^2,[^,]+/, '2,at')).toBe(
    `2,at,${ann},${name},create,time,time.start,run,"'-5","'@p",,trpc,"'+1",,"{""name"": ""=1+1"", ""amount"": 1.5}"`,
  );
  expect(oldest).toContain(String.raw`"{""name"": ""a, \""b\""\nЖ""}"`);
  expect(end).toBe('');
});

test('as an object a line', async () => {
  const { headers, text } = await exported('?format=jsonl');
  expect(headers.get('content-type')).toBe('application/jsonl; charset=utf-8');
  const entries = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(entries[1]).toEqual({
    id: '1',
    created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/),
    actor_id: ann,
    actor_name: '=HYPERLINK("http://x")',
    action: 'create',
    area: 'runs',
    command: 'runs.lock',
    entity_type: 'run',
    entity_id: '-5',
    project_id: '@p',
    run_id: null,
    door: 'trpc',
    request_id: '+1',
    before: null,
    after: { name: 'a, "b"\nЖ' },
  });
  expect(entries.map(({ id }) => id)).toEqual(['2', '1']);
});

test('what fits the filters of the page, and nothing else', async () => {
  const { text } = await exported(
    '?format=jsonl&area=runs&text=LOCK&from=2020-01-01&to=2100-01-01',
  );
  expect(
    text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).id),
  ).toEqual(['1']);
  expect((await exported('?format=jsonl&area=none')).text).toBe('');
});

test.each([
  '',
  '?format=xml',
  '?format=csv&from=x',
  '?format=csv&actorId=',
  '?format=csv&nope=1',
  '?format=csv&format=csv',
  '?format=csv&text=%00',
])('a query that is none: %s', async (query) => {
  const { status, text } = await exported(query);
  expect([status, JSON.parse(text).code]).toEqual([400, 'ERR_VALIDATION']);
});

test('only for whoever may read the audit log', async () => {
  const asViewer = await exported('?format=csv', may('viewer'));
  expect([asViewer.status, JSON.parse(asViewer.text).code]).toEqual([403, 'ERR_FORBIDDEN']);
  const asNobody = await exported('?format=csv', nobody);
  expect([asNobody.status, JSON.parse(asNobody.text).code]).toEqual([401, 'ERR_UNAUTHENTICATED']);
});

test('many pages are one file, each entry once', async () => {
  await server.database.db.raw(`
    INSERT INTO identity.audit_log (actor_id, area, command, door, action, entity_type)
    SELECT 'many', 'many', 'many.more', 'house', 'update', 'type' FROM generate_series(1, 4001)`);
  const { text } = await exported('?format=jsonl&area=many');
  const ids = text
    .trimEnd()
    .split('\n')
    .map((line) => Number(JSON.parse(line).id));
  expect([ids.length, new Set(ids).size, ids.toSorted((a, b) => b - a)]).toEqual([4001, 4001, ids]);
});

test('whoever leaves in the middle leaves no session behind', async () => {
  actor = may('admin');
  const left = new AbortController();
  const { body } = await fetch(`${server.url}/api/audit/export?format=csv`, {
    signal: left.signal,
  });
  await body?.getReader().read();
  left.abort();
  await expect.poll(sessions).toBe(0);
});

test('a download ends with the session of whoever began it', async () => {
  await server.database.db.raw(`
    INSERT INTO identity.audit_log (actor_id, area, command, door, action, entity_type, after_json)
    SELECT 'long', 'long', 'long.more', 'house', 'update', 'type', jsonb_build_object('x', repeat('x', 2000))
    FROM generate_series(1, 20000)`);
  actor = may('admin');
  const { body } = await fetch(`${server.url}/api/audit/export?format=jsonl&area=long`);
  const reader = body?.getReader();
  await reader?.read();
  await expect.poll(sessions).toBe(1);
  session.abort();
  session = new AbortController();
  const rest = async () => {
    while (!(await reader?.read())?.done);
  };
  await expect(rest()).rejects.toThrow('terminated');
  await expect.poll(sessions).toBe(0);
});

/** That hold a snapshot. */
async function sessions(): Promise<number> {
  const { rows } = await server.database.db.raw(
    "SELECT count(*)::int AS open FROM pg_stat_activity WHERE datname = current_database() AND state = 'idle in transaction'",
  );
  return rows[0].open;
}
