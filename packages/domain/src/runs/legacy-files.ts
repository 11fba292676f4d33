import { type ProjectRole, projectRoles } from '../identity/roles.ts';
import { isRecord } from '../kernel/is-record.ts';
import type {
  LegacyData,
  LegacyNote,
  LegacyProject,
  LegacyResult,
  LegacyRun,
  LegacyScreenshot,
  LegacySection,
  LegacyStatus,
  LegacyUser,
  PlacedScreenshot,
} from './legacy.ts';

type Json = Readonly<Record<string, unknown>>;
type Note = (where: string, what: string) => void;

/**
 * What the oldest installations kept: `users.json`, and `projects.json` with a checklist in each `session`, whose
 * shape changed from version to version. What is understood is taken; of the rest it is told that it was not.
 */
export function readLegacyFiles(users: unknown, projects: unknown): LegacyData {
  const notes: LegacyNote[] = [];
  const note: Note = (where, what) => notes.push({ where, what });
  const read = recordsIn(projects, 'projects', note).map((one, place) =>
    readProject(one, place, note),
  );
  return {
    users: recordsIn(users, 'users', note).flatMap((one, place) => readUser(one, place, note)),
    projects: read.map(({ project }) => project),
    screenshots: () => inOnePart(read.flatMap(({ screenshots }) => screenshots)),
    notes,
  };
}

/** All of it is here already. */
async function* inOnePart<Thing>(things: readonly Thing[]): AsyncGenerator<readonly Thing[]> {
  yield things;
}

function recordsIn(file: unknown, name: string, note: Note): readonly Json[] {
  const list = isRecord(file) ? file[name] : file;
  if (Array.isArray(list)) {
    const strange = list.filter((each) => !isRecord(each)).length;
    if (strange > 0) note(`${name}.json`, `${strange} entries are no objects`);
    return list.filter(isRecord);
  }
  if (file !== undefined) note(`${name}.json`, `has no list "${name}"`);
  return [];
}

function readUser(user: Json, place: number, note: Note): readonly LegacyUser[] {
  const where = `user ${place + 1}`;
  const id = textOf(user.id ?? user.email);
  if (id === '') {
    note(where, 'has neither id nor email: left out');
    return [];
  }
  noteUnknown(user, ['id', 'name', 'email', 'password', 'createdAt'], where, note);
  return [
    {
      id,
      name: clean(user.name) || clean(user.email) || id,
      email: emailOf(user.email, where, note),
      password: typeof user.password === 'string' && user.password !== '' ? user.password : null,
      createdAt: instantOf(user.createdAt),
    },
  ];
}

function emailOf(value: unknown, where: string, note: Note): string | null {
  const email = clean(value);
  if (/^[^\s@]+@[^\s@]+$/.test(email) && email.length <= 254) return email;
  note(where, 'has no email address: nobody can sign in as them');
  return null;
}

interface ReadProject {
  readonly project: LegacyProject;
  readonly screenshots: readonly PlacedScreenshot[];
}

function readProject(project: Json, place: number, note: Note): ReadProject {
  const id = textOf(project.id) || `project ${place + 1}`;
  const name = clean(project.name).slice(0, 160);
  const where = `project ${name || id}`;
  const known = ['id', 'name', 'ownerId', 'createdAt', 'updatedAt', 'members', 'session'];
  noteUnknown(project, known, where, note);
  const around = { id, where, at: instantOf(project.updatedAt) };
  const { sections, run, screenshots } = readSession(project.session, around, note);
  return {
    project: {
      id,
      name: name.length < 3 ? `Project ${name || place + 1}` : name,
      ownerId: textOf(project.ownerId) || null,
      members: membersOf(project.members, where, note),
      createdAt: instantOf(project.createdAt),
      sections: async () => sections,
      runs: () => inOnePart(run === undefined ? [] : [run]),
    },
    screenshots,
  };
}

function membersOf(members: unknown, where: string, note: Note) {
  return (Array.isArray(members) ? members : []).flatMap((member: unknown) => {
    const role = isRecord(member) ? projectRoles.find((one) => one === member.role) : undefined;
    const userId = isRecord(member) ? textOf(member.userId) : '';
    if (role !== undefined && userId !== '') return [{ userId, role: role as ProjectRole }];
    note(where, 'has a member without a known user and role: left out');
    return [];
  });
}

interface Around {
  readonly id: string;
  readonly where: string;
  /** When the file was last written for this project: there is no other time. */
  readonly at: string | null;
}

interface ReadSession {
  readonly sections: readonly LegacySection[];
  /** Undefined where nothing of it was carried out. */
  readonly run: LegacyRun | undefined;
  readonly screenshots: readonly PlacedScreenshot[];
}

const noSession: ReadSession = { sections: [], run: undefined, screenshots: [] };

/** A checklist is sections of cases, and what came of them is one run. */
function readSession(session: unknown, { id, where, at }: Around, note: Note): ReadSession {
  if (session === undefined || session === null) return noSession;
  const head: Json = isRecord(session) ? session : {};
  const lists = sectionsIn(session);
  if (lists.length === 0) {
    note(where, 'has a session in which no sections and no items were found');
    return noSession;
  }
  if (isRecord(session)) noteUnknown(session, sessionKeys, `${where}, session`, note);
  const results: ReadItem[] = [];
  const sections = lists.map(([name, list, archived], place): LegacySection => {
    const sectionId = `${id}/${place}`;
    const cases = list.map((item, index) => {
      const caseId = `${sectionId}/${textOf(isRecord(item) ? item.id : undefined) || index}`;
      results.push(
        readItem(item, { id: caseId, where: `${where}, ${name}, item ${index + 1}`, at }, note),
      );
      return {
        id: caseId,
        name: titleOf(item, index),
        details: isRecord(item) ? textOf(item.details ?? item.description) : '',
        ...{ position: index, isArchived: false, createdBy: null },
      };
    });
    return { id: sectionId, name, position: place, isArchived: archived, createdBy: null, cases };
  });
  const wasCarriedOut = results.some(
    ({ status, note: said }) => status !== 'pending' || said !== '',
  );
  const run: LegacyRun = {
    id: `${id}/session`,
    title: textOf(head.title ?? head.name) || 'Checklist',
    cameraModel: clean(head.cameraModel ?? head.camera_model ?? head.camera ?? head.model),
    firmwareVersion: clean(head.firmwareVersion ?? head.firmware_version ?? head.firmware),
    testerName: clean(head.testerName ?? head.tester_name ?? head.tester),
    testDate: instantOf(head.testDate ?? head.date),
    createdBy: null,
    startedAt: instantOf(head.startedAt) ?? at,
    completedAt: instantOf(head.completedAt),
    createdAt: at,
    had: [...new Set(results.map(({ status }) => status))],
    foreign: 0,
    results: () => inOnePart(results),
  };
  if (!wasCarriedOut) return { ...noSession, sections };
  const placed = { projectId: id, runId: run.id, runTitle: run.title };
  const screenshots = results.flatMap(({ caseId, screenshots: its }) =>
    its.map((one): PlacedScreenshot => ({ ...one, ...placed, caseId })),
  );
  return { sections, run, screenshots };
}

const sessionKeys = [
  ...['id', 'title', 'name', 'sections', 'items', 'checklist', 'cameraModel', 'camera_model'],
  ...['camera', 'model', 'firmwareVersion', 'firmware_version', 'firmware', 'testerName'],
  ...['tester_name', 'tester', 'testDate', 'date', 'startedAt', 'completedAt'],
];

type Listed = readonly [name: string, items: readonly unknown[], isArchived: boolean];

/** Sections in a list, or by name; items without any section are one. */
function sectionsIn(session: unknown): readonly Listed[] {
  const sections = isRecord(session) ? (session.sections ?? session.checklist) : session;
  const items = isRecord(session) ? itemsIn(session) : [];
  const loose: readonly Listed[] = items.length === 0 ? [] : [['Checklist', items, false]];
  if (Array.isArray(sections)) {
    const isFlat = sections.length > 0 && sections.every((one) => itemsIn(one).length === 0);
    if (isFlat) return [['Checklist', sections, false], ...loose];
    return [...sections.map((one, place) => section(one, `Section ${place + 1}`)), ...loose];
  }
  if (!isRecord(sections)) return loose;
  return [...Object.entries(sections).map(([name, one]) => section(one, name)), ...loose];
}

function section(one: unknown, otherwise: string): Listed {
  const name = isRecord(one) ? clean(one.name ?? one.title) || otherwise : otherwise;
  const isArchived = isRecord(one) && (one.isArchived === true || one.archived === true);
  const items = Array.isArray(one) ? one : itemsIn(one);
  return [(name.length < 2 ? `Section ${name}` : name).slice(0, 200), items, isArchived];
}

function itemsIn(one: unknown): readonly unknown[] {
  if (Array.isArray(one)) return one;
  if (!isRecord(one)) return [];
  const items = one.items ?? one.cases ?? one.tests ?? one.checks;
  if (Array.isArray(items)) return items;
  return isRecord(items)
    ? Object.entries(items).map(([id, item]) => (isRecord(item) ? { id, ...item } : item))
    : [];
}

function titleOf(item: unknown, index: number): string {
  const title = clean(
    isRecord(item) ? (item.name ?? item.title ?? item.text ?? item.label) : item,
  ).slice(0, 240);
  return title.length < 2 ? `Item ${title || index + 1}` : title;
}

interface ReadItem extends LegacyResult {
  readonly screenshots: readonly LegacyScreenshot[];
}

function readItem(item: unknown, { id, where, at }: Around, note: Note): ReadItem {
  const said: Json = isRecord(item) ? item : {};
  const word = said.status ?? said.result ?? said.state ?? said.checked;
  const status = statusIn(word);
  if (status === undefined)
    note(where, `has the status ${JSON.stringify(word)}: taken for pending`);
  const { screenshots } = said;
  return {
    caseId: id,
    status: status ?? 'pending',
    note: textOf(said.note ?? said.comment),
    updatedBy: null,
    updatedAt: instantOf(said.updatedAt) ?? at,
    screenshots: (Array.isArray(screenshots) ? screenshots : []).flatMap((one: unknown, place) => {
      const key = textOf(isRecord(one) ? (one.storageKey ?? one.path ?? one.url) : one);
      const fileName = isRecord(one) ? clean(one.fileName ?? one.name) || null : null;
      return key === '' ? [] : [{ id: `${id}#${place}`, storageKey: key, fileName }];
    }),
  };
}

const words: Readonly<Record<LegacyStatus, readonly string[]>> = {
  pending: ['', 'pending', 'todo', 'open', 'none', 'not_run', 'false'],
  passed: ['passed', 'pass', 'ok', 'done', 'success', 'true'],
  failed: ['failed', 'fail', 'error', 'ng', 'bug'],
  maybe: ['maybe', 'na', 'n/a', 'skip', 'skipped', 'unclear', 'blocked'],
};

function statusIn(value: unknown): LegacyStatus | undefined {
  const word = String(value ?? '')
    .trim()
    .toLowerCase();
  return (Object.keys(words) as LegacyStatus[]).find((status) => words[status].includes(word));
}

function noteUnknown(thing: Json, known: readonly string[], where: string, note: Note): void {
  const unknown = Object.keys(thing).filter((key) => !known.includes(key));
  if (unknown.length > 0) note(where, `has what is not known: ${unknown.join(', ')}`);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: NUL is the one character PostgreSQL cannot store
const unstorable = /\u0000|\p{Surrogate}/gu;

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return text.replace(unstorable, '').slice(0, 20_000);
}

/** On one line. */
function clean(value: unknown): string {
  return textOf(value).replace(/\s+/g, ' ').trim();
}

function instantOf(value: unknown): string | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const at = new Date(value);
  // What a program of these years cannot have written.
  const isSane = at.getTime() > 0 && at.getUTCFullYear() < 2100;
  return isSane ? at.toISOString() : null;
}
