import { setTimeout as sleep } from 'node:timers/promises';
import { beginBearerSession } from '@atelier/api/identity/sessions.ts';
import { addUser } from '@atelier/testkit/add-user.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from '../identity/browser.ts';
import { signedIn, startTeam, type Team } from '../identity/team.ts';
import { openStream } from '../kernel/live/open-stream.ts';
import { done, read } from './locked-over-http.ts';

interface Made {
  readonly id: string;
}

let team: Team;
beforeAll(async () => {
  team = await startTeam();
  await team.add('lea@example.org', 'lead');
});
afterAll(() => team.close());

/** Somebody without a role in the house, and what they are told. */
async function outsider(name: string) {
  const { id, email } = await addUser(team.db, name);
  const listen = async () => {
    const { token } = await beginBearerSession(team.db, { userId: id, device: 'Firefox' });
    const stream = await openStream(team.url, { authorization: `Bearer ${token}` });
    await expect.poll(() => stream.events.map(({ kind }) => kind)).toContain('missed');
    const changes = () => stream.events.filter(({ kind }) => kind === 'changed');
    return { ...stream, changes, has: (text: string) => JSON.stringify(changes()).includes(text) };
  };
  return { email, listen };
}

/** Two projects with a member each, who listen. */
async function twoProjects(lea: Browser) {
  const members = [await outsider('Ann'), await outsider('Bob')];
  const projects: string[] = [];
  for (const { email } of members) {
    const { id } = await done<Made>(lea, 'runs.projects.create', { name: 'Cameras' });
    await done(lea, 'runs.projects.addMember', { projectId: id, email, role: 'viewer' });
    projects.push(id);
  }
  const [one = '', other = ''] = projects;
  const suiteOf = async (projectId: string) =>
    (await done<Made>(lea, 'runs.suites.create', { projectId, name: 'Video' })).id;
  const suites = { one: await suiteOf(one), other: await suiteOf(other) };
  // What was announced of all this has gone out by then.
  await sleep(300);
  const [ann, bob] = await Promise.all(members.map(({ listen }) => listen()));
  if (ann === undefined || bob === undefined) throw new Error('nobody listens');
  return { one, other, suites, ann, bob };
}

const content = { title: 'Boots', steps: [{ action: 'Open it', expected: 'It is seen' }] };

test('somebody without a role in the house hears of their projects, and of no other', async () => {
  const lea = await signedIn(team, 'lea@example.org');
  const { one, other, suites, ann, bob } = await twoProjects(lea);
  const { id: caseId } = await done<Made>(lea, 'runs.cases.create', {
    ...{ suiteId: suites.one, content, tags: [] },
  });
  const { id: runId } = await done<Made>(lea, 'runs.runs.create', {
    ...{ projectId: one, caseIds: [caseId] },
  });
  const [item] = await read<readonly Made[]>(lea, 'runs.runs.items', { runId });
  await done(lea, 'runs.runs.changeStatus', { runId, event: 'start' });
  // By one statement, by a transaction, and by a key that comes again.
  await done(lea, 'runs.runs.record', { itemId: item?.id, revision: 0, status: 'ok' });
  await done(lea, 'runs.execution.spend', { itemId: item?.id, seconds: 5 });
  const clear = { itemId: item?.id, revision: 1 };
  const keyed = { headers: { 'idempotency-key': 'once' } };
  await lea.call('runs.runs.clear', clear, keyed);
  await lea.call('runs.runs.clear', clear, keyed);
  await done(lea, 'runs.suites.update', { suiteId: suites.other, name: 'Audio' });
  await expect.poll(() => bob.has(other)).toBe(true);
  await expect.poll(() => ann.has(item?.id ?? 'none')).toBe(true);
  const entities = ann.changes().map((change) => JSON.parse(JSON.stringify(change)).entity);
  expect(entities).toEqual(expect.arrayContaining(['case', 'run', 'result', 'item']));
  for (const each of bob.changes()) expect(each).toMatchObject({ projectId: other });
  for (const each of ann.changes()) expect(each).toMatchObject({ projectId: one });
  expect(bob.has(item?.id ?? '')).toBe(false);
  ann.close();
  bob.close();
});

test('a case that goes to another project is told of in both, and stands in the log of both', async () => {
  const lea = await signedIn(team, 'lea@example.org');
  const { one, other, suites, ann, bob } = await twoProjects(lea);
  const { id: caseId } = await done<Made>(lea, 'runs.cases.create', {
    ...{ suiteId: suites.one, content, tags: [] },
  });
  await expect.poll(() => ann.changes().length).toBe(1);
  expect(bob.changes()).toEqual([]);
  const move = { projectId: one, caseIds: [caseId], suiteId: suites.other };
  await done(lea, 'runs.cases.move', move);
  await expect.poll(() => ann.changes().length).toBe(2);
  await expect.poll(() => bob.changes()).toMatchObject([{ projectId: other, entity: 'case' }]);
  const entries = await team
    .db('identity.audit_log')
    .where({ entityId: caseId, action: 'update' })
    .orderBy('id');
  expect(entries).toMatchObject([
    { projectId: one, beforeJson: { suiteId: suites.one }, afterJson: { suiteId: suites.other } },
    { projectId: other, beforeJson: { suiteId: suites.one }, afterJson: { suiteId: suites.other } },
  ]);
  ann.close();
  bob.close();
});

test('the catalogue of reasons is everybody’s, and suites of no project are the house’s', async () => {
  const lea = await signedIn(team, 'lea@example.org');
  const { one, ann, bob } = await twoProjects(lea);
  const [shared] = await team
    .db('runs.test_suites')
    .insert({ key: 'EVERYBODY', name: 'Everybody’s', projectId: null })
    .returning('id');
  await done(lea, 'runs.suites.update', { suiteId: shared.id, name: 'Of all' });
  await done(lea, 'runs.reasons.create', { code: 'dust', title: 'Dust' });
  await done(lea, 'runs.projects.update', { projectId: one, description: 'Outdoors' });
  await expect.poll(() => ann.changes().at(-1)).toMatchObject({ entity: 'project' });
  expect(ann.changes().at(0)).toMatchObject({ entity: 'fail_reason', ids: null });
  await expect.poll(() => bob.changes().length).toBe(1);
  expect(ann.changes().length).toBe(2);
  ann.close();
  bob.close();
});

test('whoever becomes a member hears of the project once they come back', async () => {
  const lea = await signedIn(team, 'lea@example.org');
  const { id: projectId } = await done<Made>(lea, 'runs.projects.create', { name: 'Cameras' });
  const eve = await outsider('Eve');
  const before = await eve.listen();
  await done(lea, 'runs.projects.addMember', { projectId, email: eve.email, role: 'viewer' });
  // With other rights the stream ends, and pages open it again from where it was.
  await expect.poll(() => before.lines.join('\n')).toContain('event: return');
  expect(before.changes()).toEqual([]);
  const after = await eve.listen();
  await done(lea, 'runs.suites.create', { projectId, name: 'Video' });
  await expect.poll(() => after.changes()).toMatchObject([{ projectId, entity: 'suite' }]);
  after.close();
});
