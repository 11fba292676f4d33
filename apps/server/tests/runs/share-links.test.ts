import type { ShareLink } from '@atelier/domain/runs/seal/proof-types.ts';
import type { TestServer } from '@atelier/testkit/test-server.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Browser, createBrowser } from '../identity/browser.ts';
import { startTestApp } from '../start-test-app.ts';
import { done, doneRun, read } from './locked-over-http.ts';

let server: TestServer;
let owner: Browser;
let runId: string;
beforeAll(async () => {
  server = await startTestApp();
  owner = createBrowser(server.url);
  runId = await doneRun(owner, 'Smoke <b>');
  await done(owner, 'runs.runs.lock', { runId });
});
afterAll(() => server.close());

async function share(days = 7): Promise<{ id: string; path: string }> {
  const wanted = { runId, days, note: 'for the customer' };
  const { id, url } = await done<{ id: string; url: string }>(owner, 'runs.proof.share', wanted);
  return { id, path: new URL(url).pathname };
}

/** As somebody without an account: no cookie, no token. */
const visit = (path: string, headers: Readonly<Record<string, string>> = {}) =>
  fetch(server.url + path, { headers });

test('only what is sealed is shared', async () => {
  const early = await owner.call('runs.proof.share', { runId, days: 7 });
  expect(early).toMatchObject({ status: 409, code: 'ERR_RUN_NOT_SEALED' });
  await done(owner, 'runs.proof.seal', { runId, language: 'ru' });
});

test('whoever has the link reads the report and takes the archive, and nothing runs there', async () => {
  const { path } = await share();
  const page = await visit(path, { 'accept-language': 'ru-RU,ru' });
  expect(page.status).toBe(200);
  const text = await page.text();
  expect(text).toContain('<html lang="ru">');
  expect(text).toContain('Smoke &lt;b&gt;');
  const report = await visit(`${path}report.html`);
  expect(report.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(await report.text()).toContain('Протокол испытаний');
  const archive = await visit(`${path}run.zip`);
  expect(archive.headers.get('content-disposition')).toMatch(/^attachment/);
  const bytes = Buffer.from(await archive.arrayBuffer());
  expect(bytes.subarray(0, 2).toString()).toBe('PK');
  for (const { headers } of [page, report]) {
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('content-security-policy')).not.toContain('script-src');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-robots-tag')).toBe('noindex, nofollow');
    expect(headers.get('set-cookie')).toBeNull();
  }
  expect((await visit(`${path}attachments/none.png`)).status).toBe(404);
});

test('expired, revoked and unknown look alike', async () => {
  const [expired, revoked] = [await share(), await share()];
  const { db } = server.database;
  const past = new Date(Date.now() - 1000);
  await db('runs.run_share_links').where({ id: expired.id }).update({ expiresAt: past });
  await done(owner, 'runs.proof.revokeLink', { linkId: revoked.id });
  const unknown = `/shared/${'A'.repeat(43)}/`;
  const answers = await Promise.all(
    [expired.path, revoked.path, unknown, '/shared/short/', `/shared/${'%00'.repeat(5)}/`].flatMap(
      (path) => ['', 'report.html', 'run.zip'].map((file) => visit(path + file)),
    ),
  );
  const seen = await Promise.all(
    answers.map(async (answer) => [answer.status, await answer.text()].join(' ')),
  );
  expect(new Set(seen).size).toBe(1);
  expect(answers[0]?.status).toBe(404);
});

test('links are listed without their tokens, and both making and revoking are written down', async () => {
  const { id, path } = await share(30);
  await done(owner, 'runs.proof.revokeLink', { linkId: id });
  const [first] = await read<readonly ShareLink[]>(owner, 'runs.proof.links', { runId });
  expect(first).toMatchObject({ id, note: 'for the customer', revokedAt: expect.any(String) });
  const { db } = server.database;
  const log = await db('identity.audit_log')
    .where({ entityType: 'share_link', entityId: id })
    .orderBy('id');
  expect(log.map(({ action }) => action)).toEqual(['create', 'update']);
  const token = path.split('/')[2] ?? '';
  const kept = await db.raw(
    "SELECT 1 FROM runs.run_share_links AS l WHERE l::text LIKE '%' || ? || '%'",
    [token],
  );
  expect(kept.rows).toEqual([]);
  expect(JSON.stringify(log)).not.toContain(token);
});

test('nobody uploads or removes an archive', async () => {
  const sent = await owner.send(`/api/files/run-seal/${runId}?name=a.zip`, {
    method: 'POST',
    body: {},
  });
  expect(sent.status).toBe(403);
  const seal = await server.database.db('runs.run_seals').where({ runId }).first();
  const removed = await owner.call('identity.files.remove', { id: seal.fileId });
  expect(removed).toMatchObject({ status: 403, code: 'ERR_FORBIDDEN' });
  const odd = await owner.send('/api/files/run-seal/none?name=a.zip', { method: 'POST', body: {} });
  expect(odd.status).toBe(404);
});
