import { casesOfLibrary, suitePaths } from '@atelier/db/runs/library-import.ts';
import {
  caseTableHead,
  caseTableRows,
  safeCell,
} from '@atelier/domain/runs/interchange/case-table.ts';
import type { KnownCase } from '@atelier/domain/runs/interchange/import-plan.ts';
import type { Knex } from 'knex';

export const exportFormats = ['csv', 'json'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** A project's library as a file, piece by piece. */
export function exportLibrary(
  db: Knex,
  projectId: string,
  format: ExportFormat,
): AsyncGenerator<string> {
  return format === 'csv' ? csvOf(db, projectId) : jsonOf(db, projectId);
}

const csvLine = (cells: readonly string[]) => `${cells.map(safeCell).join(',')}\r\n`;

async function* csvOf(db: Knex, projectId: string): AsyncGenerator<string> {
  // Spreadsheets take a file without a mark for one of their own country.
  yield `\ufeff${csvLine(caseTableHead)}`;
  for await (const cases of casesOfLibrary(db, projectId)) {
    yield cases.flatMap(caseTableRows).map(csvLine).join('');
  }
}

async function* jsonOf(db: Knex, projectId: string): AsyncGenerator<string> {
  // All of them, in the order in which they stand: one without a case is named nowhere else.
  const suites = [...(await suitePaths(db, projectId)).values()];
  yield `{"format":"atelier-library","version":1,"suites":${JSON.stringify(suites)},"cases":[`;
  let isFirst = true;
  for await (const cases of casesOfLibrary(db, projectId)) {
    for (const one of cases) {
      yield `${isFirst ? '' : ','}\n${JSON.stringify(fileCase(one))}`;
      isFirst = false;
    }
  }
  yield '\n]}\n';
}

function fileCase({ key, externalKey, suite, tags, isArchived, content }: KnownCase) {
  return { key, externalKey, suite, tags, isArchived, content };
}
