import { beginBearerSession } from '@atelier/api/identity/sessions.ts';
import { restAreas } from '@atelier/api/root.ts';
import { addUser } from '@atelier/testkit/add-user.ts';
import type { TestServer } from '@atelier/testkit/test-server.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStream } from '../kernel/live/open-stream.ts';
import { startTestApp } from '../start-test-app.ts';

// Somebody who is everything in one project, and nothing in the house.

let server: TestServer;
let authorization: string;
beforeAll(async () => {
  server = await startTestApp({ authMode: 'team' });
  const { db } = server.database;
  const scope = { type: 'project', id: 'one' } as const;
  const { id } = await addUser(db, 'Member', [{ role: 'admin', scope, expiresAt: null }]);
  const { token } = await beginBearerSession(db, { userId: id, device: 'Firefox' });
  authorization = `Bearer ${token}`;
});
afterAll(() => server.close());

const endpoints = restAreas
  .flatMap(({ prefix, endpoints }) => endpoints.map((one) => ({ ...one, path: prefix + one.path })))
  .filter(({ needs: { role, own, inProject } }) => !own && !inProject && role !== 'signed-in')
  .filter(({ needs: { role } }) => role !== 'everybody');
test.each(endpoints)('$method $path is the house’s', async ({ method, path }) => {
  const response = await fetch(server.url + path.replace('{id}', '1'), {
    method,
    headers: { authorization },
  });
  expect(response.status).toBe(403);
});

test('a role in a project gives no role in the house', async () => {
  const response = await fetch(`${server.url}/api/trpc/identity.people.grantRole`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ userId: '00000000-0000-7000-8000-000000000000', role: 'admin' }),
  });
  expect(response.status).toBe(403);
});

test('nor is heard what changes in the house, nor its topics', async () => {
  const input = { topics: [{ topic: 'miniatures.import:one' }] };
  const { events, close } = await openStream(server.url, { authorization, input });
  await expect.poll(() => events.map(({ kind }) => kind)).toContain('missed');
  expect(events).toContainEqual({ kind: 'topic-refused', topic: 'miniatures.import:one' });
  const change = (area: string) =>
    server.database.db.raw("SELECT pg_notify('atelier_changes', ?)", [
      JSON.stringify({ area, entity: 'type', ids: ['one'] }),
    ]);
  await change('miniatures');
  await change('identity');
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(events.filter(({ kind }) => kind === 'changed')).toEqual([]);
  close();
});
