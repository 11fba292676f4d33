import { writeAudit } from '@atelier/db/identity/audit-writes.ts';
import { giveRole } from '@atelier/db/identity/people-writes.ts';
import { findUserByEmail } from '@atelier/db/identity/user-reads.ts';
import { addAccount } from '@atelier/db/identity/user-writes.ts';
import { legacyId } from '@atelier/db/runs/legacy-id.ts';
import {
  idsThere,
  insertLegacyCase,
  insertLegacyItems,
  insertLegacyRun,
  insertLegacySuite,
  itemIdOf,
  type LegacyItem,
  legacyAsset,
  versionIdOf,
} from '@atelier/db/runs/legacy-writes.ts';
import { insertProject } from '@atelier/db/runs/project-writes.ts';
import { runsError } from '@atelier/domain/runs/errors.ts';
import {
  type LegacyData,
  type LegacyNote,
  type LegacyProject,
  type LegacyRun,
  type LegacyUser,
  statusOf,
} from '@atelier/domain/runs/legacy.ts';
import type { Knex } from 'knex';

/** How many of something are there now that were not, and how many were there before. */
export interface Moved {
  added: number;
  kept: number;
}

/** Everything that was moved, mapped or could not be. */
export interface LegacyReport {
  readonly people: Moved;
  readonly projects: Moved;
  readonly suites: Moved;
  readonly cases: Moved;
  readonly runs: Moved;
  /** Of the runs that were added, by what results are called now. */
  readonly results: { ok: number; fail: number; na: number; open: number };
  readonly attachments: Moved;
  readonly notes: LegacyNote[];
}

/** A picture of a run that is there by now. */
export interface LegacyPicture {
  readonly id: string;
  readonly itemId: string;
  readonly storageKey: string;
  readonly fileName: string | null;
  readonly where: string;
}

export interface LegacyOptions {
  /** What is told of a failure, which the older program asked nobody for. */
  readonly reason: string;
  readonly hash: (password: string) => Promise<string>;
  /** Whether projects are those that stand in the database, under the ids that they have. */
  readonly inPlace: boolean;
}

export interface LegacyMoved {
  readonly report: LegacyReport;
  readonly pictures: readonly LegacyPicture[];
}

const nothing = (): Moved => ({ added: 0, kept: 0 });

/**
 * Brings over what the first generation of the program kept, all of it or nothing; what was brought over before stays
 * as it is by now. Throws `ERR_FAIL_REASON_NOT_FOUND`.
 */
export async function importLegacy(
  trx: Knex.Transaction,
  { users, projects, notes }: LegacyData,
  options: LegacyOptions,
): Promise<LegacyMoved> {
  const known = await trx('runs.fail_reasons').where({ code: options.reason }).first('code');
  if (known === undefined) throw runsError('ERR_FAIL_REASON_NOT_FOUND');
  // Two imports at once would each find nothing, and one of them would break on what the other brought.
  await trx.raw("SELECT pg_advisory_xact_lock(hashtextextended('runs.import-legacy', 0))");
  const report: LegacyReport = {
    ...{ people: nothing(), projects: nothing(), suites: nothing(), cases: nothing() },
    ...{ runs: nothing(), results: { ok: 0, fail: 0, na: 0, open: 0 }, attachments: nothing() },
    notes: [...notes],
  };
  const people = await bringPeople(trx, users, options, report);
  const pictures: LegacyPicture[] = [];
  for (const project of projects) {
    const move = new ProjectMove(trx, project, people, options, report);
    pictures.push(...(await move.bring()));
  }
  return { report, pictures };
}

type People = (sourceId: string | null) => string | undefined;

/** People by their addresses: whoever has an account here is that account. */
async function bringPeople(
  trx: Knex.Transaction,
  users: readonly LegacyUser[],
  { hash, inPlace }: LegacyOptions,
  report: LegacyReport,
): Promise<People> {
  if (inPlace) return (id) => id ?? undefined;
  const ids = new Map<string, string>();
  for (const user of users) {
    const there = user.email === null ? undefined : await findUserByEmail(trx, user.email);
    if (there !== undefined) {
      report.people.kept += 1;
      ids.set(user.id, there.id);
      continue;
    }
    const id = await addPerson(trx, user, hash, report);
    ids.set(user.id, id);
  }
  return (id) => (id === null ? undefined : ids.get(id));
}

const ownHash = /^\$(argon2id|2[aby])\$/;

async function addPerson(
  trx: Knex.Transaction,
  { id: sourceId, name, email, password }: LegacyUser,
  hash: LegacyOptions['hash'],
  report: LegacyReport,
): Promise<string> {
  const displayName = name.slice(0, 120);
  if (email === null) {
    const id = legacyId('user', sourceId);
    const row = { id, displayName, isActive: false };
    const added = await trx('identity.users').insert(row).onConflict('id').ignore().returning('id');
    report.people[added.length > 0 ? 'added' : 'kept'] += 1;
    return id;
  }
  const isHashed = password !== null && ownHash.test(password);
  const isPlain = password !== null && !isHashed;
  if (password === null) {
    report.notes.push({ where: `user ${email}`, what: 'has no password: send a link for one' });
  }
  const account = await addAccount(trx, {
    ...{ displayName, email, role: null, grantedById: null },
    passwordHash: isPlain ? await hash(password) : password,
    mustChangePassword: isPlain,
  });
  if (account === undefined) throw new Error(`${email} was taken meanwhile`);
  report.people.added += 1;
  return account.id;
}

/** One project on its way. */
class ProjectMove {
  readonly #trx: Knex.Transaction;
  readonly #project: LegacyProject;
  readonly #people: People;
  readonly #options: LegacyOptions;
  readonly #report: LegacyReport;
  readonly #id: string;

  constructor(
    trx: Knex.Transaction,
    project: LegacyProject,
    people: People,
    options: LegacyOptions,
    report: LegacyReport,
  ) {
    this.#trx = trx;
    this.#project = project;
    this.#people = people;
    this.#options = options;
    this.#report = report;
    this.#id = options.inPlace ? project.id : legacyId('project', project.id);
  }

  async bring(): Promise<readonly LegacyPicture[]> {
    const ownerId = await this.#bringProject();
    if (ownerId === undefined) return [];
    const before = JSON.stringify(this.#report);
    await this.#bringLibrary(ownerId);
    const pictures = await this.#bringRuns(ownerId);
    if (JSON.stringify(this.#report) !== before) await this.#writeDown();
    return pictures;
  }

  /** Whose it is; undefined where it cannot be brought. */
  async #bringProject(): Promise<string | undefined> {
    const there = await this.#trx('runs.projects').where({ id: this.#id }).first('ownerUserId');
    if (there !== undefined) {
      this.#report.projects.kept += 1;
      return there.ownerUserId;
    }
    const { name, ownerId, members } = this.#project;
    const ownerUserId =
      this.#people(ownerId) ??
      members.map(({ userId }) => this.#people(userId)).find((id) => id !== undefined);
    if (ownerUserId === undefined) {
      this.#note(`project ${name}`, 'belongs to nobody who is known: left out');
      return undefined;
    }
    await insertProject(this.#trx, { id: this.#id, name, description: '', ownerUserId });
    await this.#bringMembers(ownerUserId);
    this.#report.projects.added += 1;
    return ownerUserId;
  }

  async #bringMembers(ownerUserId: string): Promise<void> {
    const scope = { type: 'project', id: this.#id } as const;
    await giveRole(this.#trx, ownerUserId, { role: 'owner', scope, expiresAt: null }, ownerUserId);
    for (const { userId, role } of this.#project.members) {
      const id = this.#people(userId);
      if (id === undefined) {
        this.#note(`project ${this.#project.name}`, `has a member who is no user: ${userId}`);
      } else if (id !== ownerUserId) {
        await giveRole(this.#trx, id, { role, scope, expiresAt: null }, ownerUserId);
      }
    }
  }

  async #bringLibrary(ownerId: string): Promise<void> {
    const { sections } = this.#project;
    const suiteIds = sections.map(({ id }) => legacyId('suite', id));
    const cases = sections.flatMap((section) => section.cases);
    const suitesThere = await idsThere(this.#trx, 'test_suites', suiteIds);
    const casesThere = await idsThere(
      this.#trx,
      'testcases',
      cases.map(({ id }) => legacyId('case', id)),
    );
    for (const section of sections) {
      const suiteId = legacyId('suite', section.id);
      const author = (createdBy: string | null) => this.#people(createdBy) ?? ownerId;
      const isThere = suitesThere.has(suiteId);
      this.#count('suites', isThere);
      if (!isThere)
        await insertLegacySuite(this.#trx, this.#id, section, author(section.createdBy));
      for (const one of section.cases) {
        const isCaseThere = casesThere.has(legacyId('case', one.id));
        this.#count('cases', isCaseThere);
        if (!isCaseThere) await insertLegacyCase(this.#trx, suiteId, one, author(one.createdBy));
      }
    }
  }

  async #bringRuns(ownerId: string): Promise<readonly LegacyPicture[]> {
    const { runs } = this.#project;
    const ids = runs.map(({ id }) => legacyId('run', id));
    const there = await idsThere(this.#trx, 'runs', ids);
    for (const run of runs) {
      const id = legacyId('run', run.id);
      this.#count('runs', there.has(id));
      if (!there.has(id)) await this.#bringRun(id, run, ownerId);
    }
    return runs.flatMap((run) => this.#picturesOf(run));
  }

  async #bringRun(id: string, run: LegacyRun, ownerId: string): Promise<void> {
    const items = await this.#itemsOf(id, run);
    const has = (status: string) => items.some((item) => item.status === status);
    const isBegun = items.some(({ status }) => status !== null) || run.completedAt !== null;
    const status = run.completedAt !== null ? 'done' : isBegun ? 'in_progress' : 'draft';
    const startedAt =
      run.startedAt ?? run.createdAt ?? run.completedAt ?? new Date(0).toISOString();
    await insertLegacyRun(
      this.#trx,
      {
        ...{ id, projectId: this.#id, status },
        assetId: await legacyAsset(this.#trx, this.#id, run),
        engineerId: (await this.#testerOf(run)) ?? this.#people(run.createdBy) ?? ownerId,
        verdict: status === 'done' ? (has('fail') ? 'failed' : 'passed') : null,
        startedAt: status === 'draft' ? null : startedAt,
        finishedAt: run.completedAt,
      },
      run,
    );
    await insertLegacyItems(this.#trx, items);
    for (const item of items) this.#report.results[item.status ?? 'open'] += 1;
    const bare = items.filter(({ status: is, comment }) => is === 'fail' && comment === '').length;
    if (bare > 0) this.#note(`run ${run.title}`, `${bare} failures have no comment`);
    // Without a result there is nothing that a note could stand with: it is told, and so not lost.
    for (const { status: is, comment } of items) {
      if (is === null && comment !== '') {
        this.#note(`run ${run.title}`, `an item without a result had the note: ${comment}`);
      }
    }
  }

  async #itemsOf(runId: string, run: LegacyRun): Promise<readonly LegacyItem[]> {
    const known = new Set(
      this.#project.sections.flatMap(({ cases }) => cases.map((one) => one.id)),
    );
    const foreign = run.results.filter(({ caseId }) => !known.has(caseId)).length;
    if (foreign > 0) {
      this.#note(
        `run ${run.title}`,
        `${foreign} results are of cases of another project: left out`,
      );
    }
    return run.results
      .filter(({ caseId }) => known.has(caseId))
      .map((result, position): LegacyItem => {
        const status = statusOf(result.status);
        return {
          id: itemIdOf(runId, result.caseId),
          runId,
          versionId: versionIdOf(result.caseId),
          position,
          status,
          failReasonCode: status === 'fail' ? this.#options.reason : null,
          comment: result.note,
          updatedBy: this.#people(result.updatedBy) ?? null,
          updatedAt: result.updatedAt,
        };
      });
  }

  /** Whoever is called as the tester was, if that is one person. */
  async #testerOf({ testerName, title }: LegacyRun): Promise<string | undefined> {
    if (testerName.trim() === '') return undefined;
    const rows = await this.#trx('identity.users')
      .whereRaw('lower(display_name) = lower(?)', [testerName.trim()])
      .limit(2)
      .select<{ id: string }[]>('id');
    const [one] = rows;
    if (rows.length === 1) return one?.id;
    this.#note(
      `run ${title}`,
      `was carried out by ${testerName}, whom nobody or several are called`,
    );
    return undefined;
  }

  #picturesOf(run: LegacyRun): readonly LegacyPicture[] {
    const runId = legacyId('run', run.id);
    return run.results.flatMap(({ caseId, screenshots }) =>
      screenshots.map(({ id, storageKey, fileName }) => ({
        ...{ id: legacyId('attachment', id), itemId: itemIdOf(runId, caseId) },
        ...{ storageKey, fileName, where: `run ${run.title}` },
      })),
    );
  }

  /** One entry for the project: what was brought over is told by the report. */
  async #writeDown(): Promise<void> {
    const { suites, cases, runs } = this.#report;
    await writeAudit(
      this.#trx,
      {
        ...{ actorId: 'system', command: 'runs.import-legacy', requestId: null },
        door: 'command_line',
      },
      [
        {
          ...{ action: 'import', entity: 'project', id: this.#id, projectId: this.#id },
          before: null,
          after: { suites: suites.added, cases: cases.added, runs: runs.added },
        },
      ],
    );
  }

  #count(what: 'suites' | 'cases' | 'runs', isThere: boolean): void {
    this.#report[what][isThere ? 'kept' : 'added'] += 1;
  }

  #note(where: string, what: string): void {
    this.#report.notes.push({ where, what });
  }
}
