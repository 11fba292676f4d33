import { expect, test } from 'vitest';
import {
  belongsToTable,
  failedOf,
  failureCollector,
  firstCauses,
  isOfExtension,
  parseContents,
} from './dump-contents.ts';

const listing = `;
; Archive created at 2026-11-21 04:00:00 UTC
;     dbname: house
;
; Selected TOC Entries:
;
2; 3079 16386 EXTENSION - pg_stat_statements 
4312; 0 0 COMMENT - EXTENSION pg_stat_statements 
;	depends on: 2
216; 1259 16397 VIEW shop busy queries alice
;	depends on: 2 5
217; 1259 16401 TABLE shop goods alice
218; 1259 16405 FOREIGN TABLE shop elsewhere alice
4280; 2620 16411 TRIGGER shop goods touched alice
;	depends on: 217 230
4281; 2620 16412 TRIGGER shop busy queries instead alice
;	depends on: 216
4282; 0 16401 TABLE DATA shop goods alice
;	depends on: 217
3500; 3466 16420 EVENT TRIGGER - guard alice
`;
const entries = parseContents(listing);
const named = (words: string) => {
  const found = entries.find((entry) => entry.words === words);
  if (found === undefined) throw new TypeError(`no ${words} in ${JSON.stringify(entries)}`);
  return found;
};

test('the table of contents of a dump', () => {
  expect(entries.map(({ id, words, needs }) => [id, words, needs])).toEqual([
    [2, 'extension pg_stat_statements', []],
    [4312, 'comment EXTENSION pg_stat_statements', [2]],
    [216, 'view shop.busy queries', [2, 5]],
    [217, 'table shop.goods', []],
    [218, 'foreign table shop.elsewhere', []],
    [4280, 'trigger shop.goods touched', [217, 230]],
    [4281, 'trigger shop.busy queries instead', [216]],
    [4282, 'table data shop.goods', [217]],
    [3500, 'event trigger guard', []],
  ]);
});

test('what belongs to a table, and what stands beside it', () => {
  const belonging = entries.filter((entry) => belongsToTable(entry, entries));
  expect(belonging.map(({ words }) => words)).toEqual([
    'table shop.goods',
    'trigger shop.goods touched',
    'table data shop.goods',
  ]);
});

test('a schema in capitals hides no table', () => {
  const all = parseContents(`219; 1259 16409 TABLE CRM goods alice
3400; 1259 16500 INDEX CRM goods_name alice
;	depends on: 219
3401; 1259 16501 VIEW CRM goods_view alice
;	depends on: 219
`);
  expect(all.map((entry) => belongsToTable(entry, all))).toEqual([true, true, false]);
});

const ofCron = parseContents(`3; 3079 16386 EXTENSION - pg_cron 
217; 1259 16401 TABLE shop goods alice
4282; 0 16401 TABLE DATA shop goods alice
;	depends on: 217
4290; 0 16390 TABLE DATA cron job alice
;	depends on: 230
4291; 0 0 SEQUENCE SET cron jobid_seq alice
;	depends on: 231
4292; 0 0 ACL cron TABLE job alice
;	depends on: 230
4293; 0 0 ACL shop TABLE goods alice
;	depends on: 217
218; 1259 16500 TABLE shop jobs alice
;	depends on: 3
`);

test('rows of an extension come and go with it', () => {
  expect(ofCron.filter((each) => isOfExtension(each, ofCron)).map(({ words }) => words)).toEqual([
    'table data cron.job',
    'sequence set cron.jobid_seq',
    'acl cron.TABLE job',
  ]);
});

test('rows that fail behind an extension are no reason to stop, but a table is', () => {
  const { hear } = failureCollector();
  const fails = (entry: string) =>
    [`pg_restore: from TOC entry ${entry}`, 'pg_restore: error: no'].map(hear)[1];
  expect(fails('4282; 0 16401 TABLE DATA goods alice')).toBe(true);
  expect(fails('3; 3079 16386 EXTENSION pg_cron')).toBe(false);
  expect(fails('4290; 0 16390 TABLE DATA job alice')).toBe(false);
  expect(fails('218; 1259 16500 TABLE jobs alice')).toBe(true);
});

test('a complaint about what the list does not hold is about something unknown', () => {
  const about = (...ids: number[]) => new Map(ids.map((id) => [id, 'no']));
  expect(failedOf(entries, about(2, 216))).toEqual([
    named('extension pg_stat_statements'),
    named('view shop.busy queries'),
  ]);
  expect(failedOf(entries, about(2, 9999))).toBeUndefined();
});

test('what failed by itself, and what failed with it', () => {
  const failed = ['extension pg_stat_statements', 'view shop.busy queries', 'event trigger guard'];
  expect(firstCauses(failed.map(named)).map(({ words }) => words)).toEqual([
    'extension pg_stat_statements',
    'event trigger guard',
  ]);
});

test('the first complaint about each entry', () => {
  const failures = failureCollector();
  const said = `pg_restore: connecting to database for restore
pg_restore: creating EXTENSION "pg_stat_statements"
pg_restore: while PROCESSING TOC:
pg_restore: from TOC entry 2; 3079 16386 EXTENSION pg_stat_statements (no owner)
pg_restore: error: could not execute query: ERROR:  permission denied
HINT:  Must be superuser to create this extension.
Command was: CREATE EXTENSION IF NOT EXISTS pg_stat_statements WITH SCHEMA public;
pg_restore: error: could not execute query: ERROR:  a second one
pg_restore: from TOC entry 4282; 0 16401 TABLE DATA goods alice
pg_restore: error: COPY failed for table "goods": ERROR:  no
pg_restore: warning: errors ignored on restore: 3`;
  const lines = said.split('\n');
  const fatal = lines.slice(0, -1).filter(failures.hear);
  // Killed here, it has not tried the rest.
  expect(failures.isAtEnd).toBe(false);
  lines.slice(-1).forEach(failures.hear);
  expect(failures.isAtEnd).toBe(true);
  expect([...failures.complaints]).toEqual([
    [2, 'could not execute query: ERROR:  permission denied'],
    [4282, 'COPY failed for table "goods": ERROR:  no'],
  ]);
  // They may be rows of the extension.
  expect(fatal).toEqual([]);
});
