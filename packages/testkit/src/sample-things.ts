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
};

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

/** The id of nothing. */
export const missingId = '00000000-0000-7000-8000-ffffffffffff';
