import { newId } from '@atelier/db/kernel/new-id.ts';
import type { Knex } from 'knex';

/** Whose a thing is to be, and where, as far as its kind has that. */
export interface ThingPlace {
  readonly ownerId: string;
  readonly projectId: string;
}

/**
 * Makes one thing of a kind, by the kind's name, straight in the database; gives its id. A kind that procedures
 * are about and that is not here fails the test of permissions.
 */
export const sampleThings: Readonly<
  Record<string, (db: Knex, place: ThingPlace) => Promise<string>>
> = {
  async token(db, { ownerId }) {
    const id = newId();
    await db('identity.api_tokens').insert({
      id,
      userId: ownerId,
      name: 'sample',
      tokenHash: Buffer.from(id),
      access: 'read',
    });
    return id;
  },
  async session(db, { ownerId }) {
    const id = newId();
    const later = new Date(Date.now() + 60_000);
    await db('identity.sessions').insert({
      id,
      userId: ownerId,
      accessHash: Buffer.from(id),
      accessExpiresAt: later,
      expiresAt: later,
    });
    return id;
  },
  'runs.project': (db, place) => project(db, place),
  'runs.suite': suite,
  'runs.case': testCase,
  async 'runs.shared_step'(db, place) {
    const id = newId();
    const projectId = await project(db, place);
    await db('runs.shared_steps').insert({ id, projectId, title: 'sample' });
    const version = { id: newId(), sharedStepId: id, versionNumber: 1, title: 'sample' };
    await db('runs.shared_step_versions').insert({ ...version, stepsJson: '[]' });
    return id;
  },
  async 'runs.template'(db, place) {
    const id = newId();
    const projectId = await project(db, place);
    await db('runs.run_templates').insert({ id, projectId, key: id, name: 'sample' });
    return id;
  },
  async 'runs.asset'(db, place) {
    const id = newId();
    await db('runs.assets').insert({ id, projectId: await project(db, place) });
    return id;
  },
  'runs.run': run,
  async 'runs.matrix'(db, place) {
    const id = newId();
    const projectId = await project(db, place);
    await db('runs.run_matrices').insert({ id, projectId, title: 'sample' });
    return id;
  },
  async 'runs.item'(db, place) {
    const [id, testcaseVersionId] = [newId(), newId()];
    const version = { id: testcaseVersionId, testcaseId: await testCase(db, place) };
    await db('runs.testcase_versions').insert({ ...version, versionNumber: 1 });
    await db('runs.run_items').insert({ id, runId: await run(db, place), testcaseVersionId });
    return id;
  },
  async 'runs.shareLink'(db, place) {
    return shareLink(db, await run(db, place));
  },
  'tracks.session': trackSession,
};

async function trackSession(db: Knex, { ownerId }: ThingPlace): Promise<string> {
  const [id, trackId, userId] = [newId(), newId(), newId()];
  await db('tracks.tracks').insert({ id: trackId, slug: trackId, title: 'sample' });
  await db('tracks.users').insert({ id: userId, deviceId: userId, houseUserId: ownerId });
  await db('tracks.track_sessions').insert({ id, userId, trackId });
  for (const tab of ['chat', 'practice', 'simulation']) {
    await db('tracks.chat_threads').insert({ id: newId(), sessionId: id, tab });
  }
  return id;
}

async function project(db: Knex, { ownerId, projectId }: ThingPlace): Promise<string> {
  const row = { id: projectId, name: 'Sample', ownerUserId: ownerId };
  await db('runs.projects').insert(row).onConflict().ignore();
  return projectId;
}

async function suite(db: Knex, place: ThingPlace): Promise<string> {
  const id = newId();
  const projectId = await project(db, place);
  await db('runs.test_suites').insert({ id, projectId, key: id, name: 'sample' });
  return id;
}

async function testCase(db: Knex, place: ThingPlace): Promise<string> {
  const id = newId();
  const suiteId = await suite(db, place);
  await db('runs.testcases').insert({ id, suiteId, key: id, title: 'sample' });
  return id;
}

async function run(db: Knex, place: ThingPlace): Promise<string> {
  const id = newId();
  const projectId = await project(db, place);
  await db('runs.runs').insert({ id, projectId, executedByUserId: place.ownerId });
  return id;
}

async function shareLink(db: Knex, runId: string): Promise<string> {
  const [id, fileId, signatureId] = [newId(), newId(), newId()];
  const hash = Buffer.alloc(32);
  const now = new Date();
  const instants = { startedAt: now, finishedAt: now, lockedAt: now };
  for (const status of ['in_progress', 'done', 'locked']) {
    await db('runs.runs')
      .where({ id: runId })
      .update({ status, ...instants });
  }
  await db('identity.files').insert({
    ...{ id: fileId, use: 'run-seal', entityType: 'run', entityId: runId, name: 'sample.zip' },
    ...{ mediaType: 'application/zip', size: 1, sha256: hash },
    storageKey: fileId.replaceAll('-', ''),
  });
  await db('runs.run_signatures').insert({
    ...{ id: signatureId, runId, meaning: 'seal', signerId: 'sample', signerName: 'sample' },
    ...{ provedBy: 'house', contentSha256: hash, testedJson: {} },
  });
  await db('runs.run_seals').insert({
    ...{ runId, fileId, signatureId, sealedAt: new Date() },
    ...{ language: 'en', publicKey: 'sample', fingerprint: 'sample' },
  });
  await db('runs.run_share_links').insert({
    ...{ id, runId, tokenHash: Buffer.from(id), createdById: 'sample', createdByName: 'sample' },
    expiresAt: new Date(Date.now() + 60_000),
  });
  return id;
}

/** The id of nothing. */
export const missingId = '00000000-0000-7000-8000-ffffffffffff';
