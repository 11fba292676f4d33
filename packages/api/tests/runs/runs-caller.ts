import { type Caller, createCaller } from '@atelier/api/root.ts';
import { grantsOf } from '@atelier/db/identity/user-reads.ts';
import type { Actor } from '@atelier/domain/identity/actor.ts';
import { everywhere, type HouseRole } from '@atelier/domain/identity/roles.ts';
import { addUser } from '@atelier/testkit/add-user.ts';
import { createTestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll } from 'vitest';
import { contextOn } from '../miniatures/test-caller.ts';

type RunsCaller = Caller['runs'];

/** A database of the test file's own with people who call the procedures of Runs on it. */
export async function openRuns() {
  const database = await createTestDatabase();
  afterAll(() => database.drop());
  const { db } = database;

  /** Somebody with a role in the house, or with none. */
  async function person(name: string, role?: HouseRole) {
    const { id, email } = await addUser(db, name, role);
    const grants = role === undefined ? [] : [everywhere(role)];
    const actor: Actor = { id, kind: 'user', grants };
    /** Once roles were given to them. */
    const withGrants = async () => as({ ...actor, grants: await grantsOf(db, id) });
    return { id, email, runs: as(actor), withGrants };
  }

  const as = (actor: Actor): RunsCaller => createCaller(contextOn(database, actor)).runs;
  return { database, db, as, person };
}

/** What a case says that has nothing but a title and these actions. */
export function content(title: string, ...actions: readonly string[]) {
  return { title, steps: actions.map((action) => ({ action, expected: `${action} is seen` })) };
}

/** A project with a suite, an asset, and cases of which the first is of level L0, and a template of all of them. */
export async function sampleProject(
  runs: RunsCaller,
  titles: readonly string[] = ['Boots', 'Streams'],
) {
  const project = await runs.projects.create({ name: 'Cameras' });
  const projectId = project.id;
  const suite = await runs.suites.create({ projectId, name: 'Video' });
  const cases = [];
  for (const [index, title] of titles.entries()) {
    const tags = [index === 0 ? 'L0' : 'L1'];
    const input = { suiteId: suite.id, content: content(title, 'Open it', 'Close it'), tags };
    cases.push(await runs.cases.create(input));
  }
  const asset = await runs.assets.create({ projectId, model: 'DS-2', firmwareVersion: '5.7.1' });
  const caseIds = cases.map(({ id }) => id);
  const template = await runs.templates.create({ projectId, name: 'Smoke', caseIds });
  return { projectId, suite, cases, asset, template };
}
