import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { password, startTeam, type Team } from '../identity/team.ts';
import { startTestApp } from '../start-test-app.ts';
import { addLibrary } from './add-library.ts';
import { type ClientAnswer, type OldClient, oldClient } from './old-client.ts';

const missing = '0197f6a1-3c52-7d04-9b7e-2f6c1a5d8e90';
const instant = expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/);

let team: Team;
let lead: OldClient;
let tester: OldClient;
let outsider: OldClient;
const ids: Record<string, string> = {};

beforeAll(async () => {
  team = await startTeam();
  for (const [name, role] of [
    ['lead', 'lead'],
    ['tester', 'engineer'],
    ['outsider', 'engineer'],
  ] as const) {
    ids[name] = await team.add(`${name}@example.org`, role);
  }
  // Somebody from outside: an account, and no role in the house.
  await team
    .db('identity.user_roles')
    .where({ userId: ids.outsider ?? '' })
    .delete();
  [lead, tester, outsider] = await Promise.all([
    signIn('lead'),
    signIn('tester'),
    signIn('outsider'),
  ]);
});
afterAll(() => team.close());

let addresses = 0;
async function signIn(name: string): Promise<OldClient> {
  addresses += 1;
  const from = { 'x-forwarded-for': `198.51.100.${addresses}` };
  const body = { email: `${name}@example.org`, password };
  const answer = await oldClient(team.url, undefined, from).post('/api/auth/login', body);
  expect(answer).toMatchObject({ status: 200 });
  expect(Object.keys(answer.body)).toEqual(['token', 'user']);
  expect(Object.keys(answer.body.user)).toEqual(['id', 'name', 'email', 'createdAt']);
  return oldClient(team.url, answer.body.token);
}

const refusal = ({ status, body }: ClientAnswer) => [status, body.code];

test('the whole life of a client that knows nothing but the contract', async () => {
  const made = await tester.post('/api/projects', { name: 'Camera lab' });
  expect(made).toMatchObject({ status: 201 });
  const { project } = made.body;
  expect(project).toEqual({
    ...{ id: expect.any(String), name: 'Camera lab', role: 'owner', ownerId: ids.tester },
    ...{ createdAt: instant, updatedAt: instant },
  });
  expect((await tester.get('/api/projects')).body).toEqual({ projects: [project] });
  const { versions, assetId, templateId } = await addLibrary(team.db, project.id);

  const created = await tester.post('/api/v2/runs', { projectId: project.id, assetId, templateId });
  expect(created.status).toBe(201);
  const { run } = created.body;
  expect(run).toEqual({
    ...{ id: expect.any(String), projectId: project.id, assetId, templateId, title: 'Smoke' },
    ...{ status: 'draft', executedByUserId: ids.tester },
    ...{ startedAt: null, finishedAt: null, lockedAt: null },
    ...{ createdAt: instant, updatedAt: instant },
  });
  const at = `/api/v2/runs/${run.id}`;
  const added = await tester.post(`${at}/items`, { testcaseVersionId: versions[1] });
  expect(added.status).toBe(201);
  const read = await tester.get(at);
  expect(read.body.run).toEqual(run);
  const items = read.body.items;
  expect(items).toEqual(
    [0, 1].map((position) => ({
      ...{ id: expect.any(String), testcaseVersionId: versions[position], position },
      ...{ isRequired: true, status: null, failReasonCode: null, comment: '', updatedAt: null },
    })),
  );

  const started = await tester.patch(`${at}/status`, { status: 'in_progress' });
  expect(started.body.run).toMatchObject({ status: 'in_progress', startedAt: instant });
  const fail = { status: 'fail', failReasonCode: 'firmware_bug', comment: 'It restarts.' };
  const recorded = await tester.patch(`${at}/items/${items[0].id}/result`, fail);
  expect(recorded).toMatchObject({ status: 200, body: { ok: true, updatedAt: instant } });
  await tester.patch(`${at}/items/${items[1].id}/result`, { status: 'na' });
  expect((await tester.get(at)).body.items).toMatchObject([fail, { status: 'na', comment: '' }]);

  const done = await tester.patch(`${at}/status`, { status: 'done' });
  expect(done.body.run).toMatchObject({ status: 'done', finishedAt: instant });
  expect(await team.db('runs.runs').where({ id: run.id }).first('verdict')).toEqual({
    verdict: 'failed',
  });
  expect(refusal(await tester.patch(`${at}/status`, { status: 'locked' }))).toEqual([
    ...[403, 'ERR_FORBIDDEN'],
  ]);
  const locked = await lead.patch(`${at}/status`, { status: 'locked' });
  expect(locked.body.run).toMatchObject({ status: 'locked', lockedAt: instant });

  const late = await tester.patch(`${at}/items/${items[0].id}/result`, { status: 'ok' });
  expect(refusal(late)).toEqual([409, 'ERR_RUN_LOCKED']);
  const more = await tester.post(`${at}/items`, { testcaseVersionId: versions[0] });
  expect(refusal(more)).toEqual([409, 'ERR_RUN_LOCKED']);
  for (const status of ['draft', 'in_progress', 'done']) {
    expect(refusal(await lead.patch(`${at}/status`, { status }))).toEqual([409, 'ERR_RUN_LOCKED']);
  }
  expect(refusal(await lead.patch(`${at}/status`, { status: 'locked' }))).toEqual([
    ...[409, 'ERR_RUN_TRANSITION'],
  ]);
});

test('runs are listed the newest first, by project, status and number', async () => {
  const projectId = (await tester.post('/api/projects', { name: 'Listed' })).body.project.id;
  const titles = ['One', 'Two', 'Three'];
  for (const title of titles) await tester.post('/api/v2/runs', { projectId, title });
  const list = async (query: string) =>
    (await tester.get(`/api/v2/runs?projectId=${projectId}${query}`)).body.runs.map(
      (run: { title: string }) => run.title,
    );
  expect(await list('')).toEqual(['Three', 'Two', 'One']);
  expect(await list('&limit=2')).toEqual(['Three', 'Two']);
  expect(await list('&status=done')).toEqual([]);
  for (const wrong of ['limit=0', 'limit=201', 'limit=x', 'status=over', 'projectId=1', 'a=b']) {
    expect(refusal(await tester.get(`/api/v2/runs?${wrong}`))).toEqual([400, 'ERR_VALIDATION']);
  }
});

test('reasons come as the catalogue has them, without those out of use', async () => {
  await team.db('runs.fail_reasons').where({ code: 'test_data_issue' }).update({ isActive: false });
  const { reasons } = (await tester.get('/api/fail-reasons')).body;
  expect(reasons[0]).toEqual({
    code: expect.any(String),
    title: expect.any(String),
    description: '',
  });
  const codes = reasons.map(({ code }: { code: string }) => code);
  expect(codes).toContain('firmware_bug');
  expect(codes).not.toContain('test_data_issue');
});

test('members come by address or by id, get other roles, and go', async () => {
  const projectId = (await tester.post('/api/projects', { name: 'Members' })).body.project.id;
  const at = `/api/projects/${projectId}/members`;
  const member = {
    ...{ userId: ids.outsider, name: 'outsider@example.org', email: 'outsider@example.org' },
    role: 'viewer',
  };
  const byAddress = await lead.post(at, { email: 'Outsider@example.org', role: 'viewer' });
  expect(byAddress).toMatchObject({ status: 201, body: { member } });
  const byId = await lead.post(at, { userId: ids.lead, role: 'editor' });
  expect(byId).toMatchObject({ status: 201, body: { member: { role: 'editor' } } });
  expect((await outsider.get('/api/projects')).body.projects).toMatchObject([{ role: 'viewer' }]);
  expect((await outsider.get(at)).body.members).toEqual([
    byId.body.member,
    member,
    expect.objectContaining({ userId: ids.tester, role: 'owner' }),
  ]);
  expect(refusal(await outsider.post(at, { userId: ids.lead, role: 'owner' }))).toEqual([
    ...[403, 'ERR_FORBIDDEN'],
  ]);
  const changed = await lead.patch(`${at}/${ids.outsider}`, { role: 'editor' });
  expect(changed.body.member).toEqual({ ...member, role: 'editor' });
  expect((await outsider.get('/api/projects')).body.projects).toMatchObject([{ role: 'editor' }]);
  expect((await lead.delete(`${at}/${ids.outsider}`)).body).toEqual({ ok: true });
  expect((await outsider.get('/api/projects')).body.projects).toEqual([]);

  expect(refusal(await lead.delete(`${at}/${ids.tester}`))).toEqual([
    ...[409, 'ERR_LAST_PROJECT_OWNER'],
  ]);
  const nobody = [404, 'ERR_MEMBER_NOT_FOUND'];
  expect(refusal(await lead.delete(`${at}/${ids.outsider}`))).toEqual(nobody);
  expect(refusal(await lead.patch(`${at}/x`, { role: 'viewer' }))).toEqual(nobody);
  expect(refusal(await lead.post(at, { email: 'no@example.org', role: 'viewer' }))).toEqual(nobody);
  for (const wrong of [
    { role: 'viewer' },
    { email: 'outsider@example.org', userId: ids.outsider, role: 'viewer' },
    { email: 'outsider@example.org', role: 'admin' },
    { email: 'no address', role: 'viewer' },
  ]) {
    expect(refusal(await lead.post(at, wrong))).toEqual([400, 'ERR_VALIDATION']);
  }
});

describe('of a run', () => {
  let at: string;
  let item: string;
  let projectId: string;
  let versions: readonly string[];
  beforeAll(async () => {
    projectId = (await tester.post('/api/projects', { name: 'Errors' })).body.project.id;
    const library = await addLibrary(team.db, projectId);
    versions = library.versions;
    const { templateId } = library;
    const { run } = (await tester.post('/api/v2/runs', { projectId, templateId })).body;
    at = `/api/v2/runs/${run.id}`;
    item = (await tester.get(at)).body.items[0].id;
  });

  test.each([
    ['a status that there is not', { status: 'maybe' }, 400, 'ERR_VALIDATION'],
    ['no status', { comment: 'x' }, 400, 'ERR_VALIDATION'],
    ['a field of no contract', { status: 'ok', by: 'me' }, 400, 'ERR_VALIDATION'],
    [
      'a comment that cannot be stored',
      '{"status":"ok","comment":"\\u0000"}',
      400,
      'ERR_VALIDATION',
    ],
    [
      'a reason that there is not',
      { status: 'fail', failReasonCode: 'x' },
      404,
      'ERR_FAIL_REASON_NOT_FOUND',
    ],
    ['broken JSON', '{"status":', 400, 'ERR_VALIDATION'],
  ])('a result with %s is refused', async (_what, body, status, code) => {
    expect(refusal(await tester.patch(`${at}/items/${item}/result`, body))).toEqual([status, code]);
    expect((await tester.get(at)).body.items[0].status).toBeNull();
  });

  test('an item is found in its own run alone', async () => {
    const other = (await tester.post('/api/v2/runs', { projectId, title: 'Other' })).body.run;
    for (const path of [
      `/api/v2/runs/${other.id}/items/${item}/result`,
      `${at}/items/${missing}/result`,
      `${at}/items/%00/result`,
    ]) {
      expect(refusal(await tester.patch(path, { status: 'ok' }))).toEqual([
        ...[404, 'ERR_RUN_ITEM_NOT_FOUND'],
      ]);
    }
  });

  test('a version is in a run once, and has to be one of its project', async () => {
    const add = (testcaseVersionId: unknown) => tester.post(`${at}/items`, { testcaseVersionId });
    expect(refusal(await add(versions[0]))).toEqual([409, 'ERR_RUN_ITEM_TAKEN']);
    expect(refusal(await add(missing))).toEqual([404, 'ERR_CASE_VERSION_NOT_FOUND']);
    expect(refusal(await add('x'))).toEqual([400, 'ERR_VALIDATION']);
    const elsewhere = (await lead.post('/api/projects', { name: 'Elsewhere' })).body.project.id;
    const foreign = await addLibrary(team.db, elsewhere);
    expect(refusal(await add(foreign.versions[0]))).toEqual([400, 'ERR_OTHER_PROJECT']);
  });

  test('a status follows another as the machine says, and done as the rule says', async () => {
    const set = (status: string) => tester.patch(`${at}/status`, { status });
    expect(refusal(await set('done'))).toEqual([409, 'ERR_RUN_TRANSITION']);
    expect(refusal(await set('over'))).toEqual([400, 'ERR_VALIDATION']);
    await set('in_progress');
    const undone = await set('done');
    expect(refusal(undone)).toEqual([409, 'ERR_RUN_NOT_DONE']);
    expect(undone.body.details).toEqual({ missing: 2, first: 'asset' });
  });

  test('a request that comes again under its key is done once', async () => {
    const key = { 'idempotency-key': 'again' };
    const body = { projectId, title: 'Once' };
    const first = await tester.post('/api/v2/runs', body, key);
    const again = await tester.post('/api/v2/runs', body, key);
    expect(again.text).toBe(first.text);
    const reused = await tester.post('/api/v2/runs', { ...body, title: 'Twice' }, key);
    expect(refusal(reused)).toEqual([409, 'ERR_IDEMPOTENCY_KEY_REUSED']);
  });

  test('of many who record at once each is heard, and none is told of a conflict', async () => {
    const record = (status: string) => tester.patch(`${at}/items/${item}/result`, { status });
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, place) => record(place % 2 ? 'ok' : 'na')),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const { revision } = await team.db('runs.run_results').where({ runItemId: item }).first();
    expect(revision).toBe(20);
  });

  test('a stranger is told of what is there what is told of what is not', async () => {
    const [, , , , runId = ''] = at.split('/');
    const paths: readonly (readonly [keyof OldClient, string, unknown?])[] = [
      ['get', at],
      ['post', `${at}/items`, { testcaseVersionId: versions[0] }],
      ['patch', `${at}/items/${item}/result`, { status: 'ok' }],
      ['patch', `${at}/status`, { status: 'in_progress' }],
      ['patch', `${at}/status`, { status: 'locked' }],
      ['get', `/api/projects/${projectId}/members`],
      ['post', `/api/projects/${projectId}/members`, { userId: ids.lead, role: 'owner' }],
      ['patch', `/api/projects/${projectId}/members/${ids.tester}`, { role: 'viewer' }],
      ['delete', `/api/projects/${projectId}/members/${ids.tester}`],
      ['get', `/api/v2/runs?projectId=${projectId}`],
      ['post', '/api/v2/runs', { projectId }],
    ];
    for (const [method, path, body] of paths) {
      const nowhere = (text: string) =>
        [runId, item, projectId].reduce((all, id) => all.replaceAll(id, missing), text);
      const there = await outsider[method](path, body);
      const absent = body && JSON.parse(nowhere(JSON.stringify(body)));
      const gone = await outsider[method](nowhere(path), absent);
      expect([path, there.status, there.text]).toEqual([path, gone.status, gone.text]);
      expect(there.status).toBe(path.includes('?') ? 200 : 404);
    }
  });

  test('whoever is not signed in is told so', async () => {
    const nobody = oldClient(team.url);
    for (const path of [at, '/api/projects', '/api/fail-reasons', '/api/v2/runs']) {
      expect(refusal(await nobody.get(path))).toEqual([401, 'ERR_UNAUTHENTICATED']);
    }
  });
});

test('where nobody signs in, a client without a token is the owner', async () => {
  const house = await startTestApp();
  const client = oldClient(house.url);
  const { project } = (await client.post('/api/projects', { name: 'Mine' })).body;
  const { assetId, templateId } = await addLibrary(house.database.db, project.id);
  const created = await client.post('/api/v2/runs', { projectId: project.id, assetId, templateId });
  const at = `/api/v2/runs/${created.body.run.id}`;
  const [item] = (await client.get(at)).body.items;
  await client.patch(`${at}/status`, { status: 'in_progress' });
  await client.patch(`${at}/items/${item.id}/result`, { status: 'ok' });
  await client.patch(`${at}/status`, { status: 'done' });
  const { body } = await client.patch(`${at}/status`, { status: 'locked' });
  expect(body.run).toMatchObject({ status: 'locked', lockedAt: instant });
  await house.close();
});
