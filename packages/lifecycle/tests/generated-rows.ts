import { readCatalog } from '@atelier/lifecycle/catalog/catalog.ts';
import type { Column, Table, Type } from '@atelier/lifecycle/catalog/catalog-types.ts';
import { quoteName, quoteQualified } from '@atelier/lifecycle/catalog/quote.ts';
import type { TestDatabase } from '@atelier/testkit/test-database.ts';

type Connection = TestDatabase['db'];
type Row = Record<string, unknown>;

const rowsOfEach = 5;

/** Every plane of Unicode that has letters, quotes, a line's end, and combining marks. */
const text = (place: number): string => `Text ${place}: it's "ё" 漢 𐍈 🎨 e\u0301 \n \\ end`;

/** A run of a queue that nobody holds. */
const queued = () => ({
  status: 'QUEUED',
  control: null,
  locked_by: null,
  lock_until: null,
  finished_at: null,
});

/** What a table's CHECK constraints demand of a row beyond the types of its columns. */
const demands: Readonly<Record<string, (place: number) => Row>> = {
  'kernel.jobs': queued,
  'kernel.model_connections': (place) => ({
    slot: ['first', 'fallback'][place % 2],
    base_url: `https://api${place}.example/v1`,
    structured: 'schema',
  }),
  'orchestra.test_runs': queued,
  'orchestra.process_versions': () => ({ checksum: '0a'.repeat(32) }),
  'orchestra.scenario_steps': () => ({ kind: 'ACTION' }),
  'orchestra.environments': (place) => ({ name: `Environment ${place} ё 漢` }),
  'orchestra.suite_runs': () => ({ status: 'IN_PROGRESS', origin: 'person', finished_at: null }),
  'identity.users': (place) => ({ is_owner: place === 0, merged_into_id: null }),
  'identity.user_roles': () => ({ role: 'lead', scope_type: 'area' }),
  'identity.sessions': () => ({ ended_at: null, ended_because: null, proved_by: 'password' }),
  'identity.api_tokens': () => ({ access: 'read', areas: ['runs', 'time'] }),
  'identity.one_time_links': () => ({ purpose: 'first-admin', user_id: null }),
  'identity.audit_log': () => ({ action: 'update', door: 'rest' }),
  'identity.files': (place) => ({
    name: `Picture ${place} ё 漢.png`,
    size: 1 + place,
    sha256: Buffer.alloc(32, place),
    storage_key: String(place).padStart(32, '0'),
    thumbnail_key: null,
    thumbnail_size: null,
    thumbnail_due: false,
  }),
  'identity.audit_chain': (place) => ({
    digest: Buffer.alloc(32, place),
    hash: Buffer.alloc(32, 255 - place),
  }),
  'miniatures.stage_counts': (place) => ({
    stage_name: ['IN_BOX', 'BUILDING', 'PRIMING', 'PAINTING', 'DONE'][place % 5],
  }),
  'miniatures.history_logs': () => ({
    kind: 'move',
    from_stage: 'IN_BOX',
    to_stage: 'DONE',
    undoes_id: null,
  }),
  'miniatures_legacy.miniature_types': (place) => ({ name: `Older ${text(place)}` }),
  'miniatures_legacy.history_logs': () => ({ from_stage: 'IN_BOX', to_stage: 'DONE' }),
  'runs.run_test_screenshots': () => ({ mime_type: 'image/png' }),
  'runs.runs': () => ({
    started_at: '2026-02-01 10:00Z',
    finished_at: '2026-02-01 11:00Z',
    locked_at: '2026-02-01 12:00Z',
  }),
  'runs.run_signatures': (place) => ({
    meaning: 'lock',
    proved_by: 'password',
    content_sha256: Buffer.alloc(32, place),
  }),
  // Of the one run that is locked.
  'runs.run_seals': () => ({ run_id: '00000000-0000-7000-8000-000000000003', language: 'ru' }),
  'runs.attachments': () => ({ run_result_id: null }),
  'runs.fail_reasons': (place) => ({ code: `generated_${place}` }),
  'tracks.users': () => ({ is_device: true }),
  'time.user_roles': () => ({ scope_type: 'area' }),
  'time.areas': () => ({ color: '#12ab9f' }),
  'time.auth_audit_entries': () => ({ scope_type: 'area' }),
  // A uuid that points nowhere is repaired before the columns become integers.
  'time.resources': () => ({ project_id: null, area_id: null, human_user_id: null }),
};

/** Tables of which there cannot be a row for each of the others. */
const fewer: Readonly<Record<string, number>> = {
  'kernel.model_connections': 2,
  'runs.run_seals': 1,
  'runs.run_share_links': 1,
};

/**
 * Puts rows into every table that has none: a value for each column by its type, references to rows
 * that stand, and in turn NULL where it is allowed.
 */
export async function generateRows(db: Connection): Promise<void> {
  const { tables, types } = await readCatalog(db);
  const ours = tables.filter(({ schema }) => schema !== 'lifecycle');
  for (const table of parentsFirst(ours)) {
    const name = quoteQualified(table);
    const { rows } = await db.raw(`SELECT EXISTS (SELECT FROM ${name}) AS filled`);
    if (rows[0].filled) continue;
    const wanted = fewer[`${table.schema}.${table.name}`] ?? rowsOfEach;
    for (let place = 0; place < wanted; place += 1) {
      const row = await rowFor(db, table, types, place);
      const columns = Object.keys(row);
      await db.raw(
        `INSERT INTO ${name} (${columns.map(quoteName).join(', ')}) OVERRIDING SYSTEM VALUE
         VALUES (${columns.map(() => '?').join(', ')})`,
        Object.values(row) as string[],
      );
    }
  }
}

async function rowFor(
  db: Connection,
  table: Table,
  types: readonly Type[],
  place: number,
): Promise<Row> {
  const row: Row = {};
  for (const column of table.columns.filter(({ generated }) => generated === null)) {
    const mayBeNull = !column.notNull && (place + column.name.length) % 3 === 0;
    row[column.name] = mayBeNull ? null : valueFor(column, types, place);
  }
  for (const key of table.constraints.filter(({ kind }) => kind === 'foreign key')) {
    if (key.references === null) continue;
    const found = await db.raw(
      `SELECT ${key.referencedColumns.map(quoteName).join(', ')}
       FROM ${quoteQualified(key.references)} ORDER BY 1 OFFSET ${place % rowsOfEach} LIMIT 1`,
    );
    const parent: Row = found.rows[0] ?? {};
    for (const [at, column] of key.columns.entries()) {
      row[column] = parent[key.referencedColumns[at] ?? ''] ?? null;
    }
  }
  const demanded = Object.entries(demands[`${table.schema}.${table.name}`]?.(place) ?? {});
  // A column that a later migration adds is not there yet.
  const names = new Set(table.columns.map(({ name }) => name));
  return { ...row, ...Object.fromEntries(demanded.filter(([name]) => names.has(name))) };
}

function valueFor({ type }: Column, types: readonly Type[], place: number): unknown {
  const enumeration = types.find(
    ({ kind, schema, name }) => kind === 'enum' && type.replaceAll('"', '') === `${schema}.${name}`,
  );
  if (enumeration !== undefined) return enumeration.values[place % enumeration.values.length];
  const limit = /\((\d+)\)/.exec(type)?.[1];
  if (/^character varying|^text|citext/.test(type) && !type.endsWith('[]')) {
    return [...text(place)].slice(0, Math.min(200, Number(limit ?? 200))).join('');
  }
  const value = {
    uuid: `00000000-0000-7000-8000-00000000000${place}`,
    integer: place + 1,
    smallint: place + 1,
    bigint: place === 0 ? '9223372036854775807' : String(place + 1),
    'double precision': 0.1 + place,
    numeric: '12345678901234567890.123456789',
    boolean: place % 2 === 0,
    date: `2026-02-0${place + 1}`,
    'timestamp with time zone': `2026-02-0${place + 1} 10:20:30.123456+03`,
    'timestamp without time zone': `2026-02-0${place + 1} 10:20:30.123456`,
    json: '{"b": 1, "a": {"ё": null}, "b": 2}',
    jsonb: '{"b": [1, "🎨"], "a": null}',
    bytea: Buffer.from([0, 255, place]),
    'smallint[]': '{1,NULL,3}',
    'text[]': '{"ё 漢",""}',
  }[type];
  if (value === undefined) throw new Error(`There is no value of the type ${type} here yet.`);
  return value;
}

/**
 * Each table after those that it refers to; one that refers to itself finds no row at first, nor does one
 * in a circle of references, where it may be without it.
 */
function parentsFirst(tables: readonly Table[]): readonly Table[] {
  const keyOf = ({ schema, name }: { schema: string; name: string }) => `${schema}.${name}`;
  const placed = new Set<string>();
  const order: Table[] = [];
  let waiting = tables;
  const isReady = (table: Table, mayBeWithout: boolean): boolean =>
    table.constraints.every(
      ({ references, columns }) =>
        references === null ||
        references === undefined ||
        placed.has(keyOf(references)) ||
        keyOf(references) === keyOf(table) ||
        (mayBeWithout &&
          table.columns.every(({ name, notNull }) => !notNull || !columns.includes(name))),
    );
  while (waiting.length > 0) {
    const whole = waiting.filter((table) => isReady(table, false));
    const ready = whole.length > 0 ? whole : waiting.filter((table) => isReady(table, true));
    if (ready.length === 0) throw new Error('Tables refer to one another in a circle.');
    for (const table of ready) placed.add(keyOf(table));
    order.push(...ready);
    waiting = waiting.filter((table) => !placed.has(keyOf(table)));
  }
  return order;
}
