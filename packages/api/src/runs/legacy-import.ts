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
  type LegacyResult,
  type LegacyRun,
  type LegacyUser,
  type PlacedScreenshot,
  statusOf,
} from '@atelier/domain/runs/legacy.ts';
import type { Knex } from 'knex';
import { emptyReport, type LegacyReport, notesOf } from './legacy-report.ts';

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
  /** Older ids of projects that could not be brought. */
  readonly leftOut: ReadonlySet<string>;
}

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
  const report = emptyReport();
  const note = notesOf(report);
  for (const each of notes) note(each);
  const people = await bringPeople(trx, users, options, report, note);
  const leftOut = new Set<string>();
  for (const project of projects) {
    const move = new ProjectMove(trx, project, people, options, report, note);
    if (!(await move.bring())) leftOut.add(project.id);
  }
  return { report, leftOut };
}

/** The pictures of runs that are there by now. */
export async function* picturesOf(
  { screenshots }: Pick<LegacyData, 'screenshots'>,
  { leftOut }: LegacyMoved,
): AsyncGenerator<readonly LegacyPicture[]> {
  for await (const part of screenshots()) {
    yield part.filter(({ projectId }) => !leftOut.has(projectId)).map(toPicture);
  }
}

function toPicture({ id, runId, runTitle, caseId, storageKey, fileName }: PlacedScreenshot) {
  return {
    ...{ id: legacyId('attachment', id), itemId: itemIdOf(legacyId('run', runId), caseId) },
    ...{ storageKey, fileName, where: `run ${runTitle}` },
  };
}

type People = (sourceId: string | null) => string | undefined;
type Note = (note: LegacyNote) => void;

/** People by their addresses: whoever has an account here is that account. */
async function bringPeople(
  trx: Knex.Transaction,
  users: readonly LegacyUser[],
  { hash, inPlace }: LegacyOptions,
  report: LegacyReport,
  note: Note,
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
    const id = await addPerson(trx, user, hash, report, note);
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
  note: Note,
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
    note({ where: `user ${email}`, what: 'has no password: send a link for one' });
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
  readonly #tell: Note;
  readonly #id: string;

  constructor(
    trx: Knex.Transaction,
    project: LegacyProject,
    people: People,
    options: LegacyOptions,
    report: LegacyReport,
    tell: Note,
  ) {
    this.#trx = trx;
    this.#project = project;
    this.#people = people;
    this.#options = options;
    this.#report = report;
    this.#tell = tell;
    this.#id = options.inPlace ? project.id : legacyId('project', project.id);
  }

  /** Whether it is there by then. */
  async bring(): Promise<boolean> {
    const ownerId = await this.#bringProject();
    if (ownerId === undefined) return false;
    const before = this.#added();
    await this.#bringLibrary(ownerId);
    await this.#bringRuns(ownerId);
    if (this.#added() !== before) await this.#writeDown();
    return true;
  }

  #added(): number {
    const { suites, cases, runs } = this.#report;
    return suites.added + cases.added + runs.added;
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
    const sections = await this.#project.sections();
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

  async #bringRuns(ownerId: string): Promise<void> {
    for await (const runs of this.#project.runs()) {
      const ids = runs.map(({ id }) => legacyId('run', id));
      const there = await idsThere(this.#trx, 'runs', ids);
      for (const run of runs) {
        const id = legacyId('run', run.id);
        this.#count('runs', there.has(id));
        if (!there.has(id)) await this.#bringRun(id, run, ownerId);
      }
    }
  }

  async #bringRun(id: string, run: LegacyRun, ownerId: string): Promise<void> {
    const had = new Set(run.had.map(statusOf));
    const isBegun = [...had].some((status) => status !== null) || run.completedAt !== null;
    const status = run.completedAt !== null ? 'done' : isBegun ? 'in_progress' : 'draft';
    const startedAt =
      run.startedAt ?? run.createdAt ?? run.completedAt ?? new Date(0).toISOString();
    await insertLegacyRun(
      this.#trx,
      {
        ...{ id, projectId: this.#id, status },
        assetId: await legacyAsset(this.#trx, this.#id, run),
        engineerId: (await this.#testerOf(run)) ?? this.#people(run.createdBy) ?? ownerId,
        verdict: status === 'done' ? (had.has('fail') ? 'failed' : 'passed') : null,
        startedAt: status === 'draft' ? null : startedAt,
        finishedAt: run.completedAt,
      },
      run,
    );
    await this.#bringItems(id, run);
  }

  async #bringItems(runId: string, { title, foreign, results }: LegacyRun): Promise<void> {
    const where = `run ${title}`;
    if (foreign > 0) {
      this.#note(where, `${foreign} results are of cases of another project: left out`);
    }
    let place = 0;
    let bare = 0;
    for await (const part of results()) {
      const first = place;
      const items = part.map((result, index) => this.#itemOf(runId, result, first + index));
      place += items.length;
      await insertLegacyItems(this.#trx, items);
      for (const { status, comment } of items) {
        this.#report.results[status ?? 'open'] += 1;
        if (status === 'fail' && comment === '') bare += 1;
        // Without a result there is nothing that a note could stand with: it is told, and so not lost.
        if (status === null && comment !== '') {
          this.#note(where, `an item without a result had the note: ${comment}`);
        }
      }
    }
    if (bare > 0) this.#note(where, `${bare} failures have no comment`);
  }

  #itemOf(runId: string, result: LegacyResult, position: number): LegacyItem {
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
    this.#tell({ where, what });
  }
}
