import { casesOfTable } from '@atelier/domain/runs/interchange/case-table.ts';
import { checkedCases } from '@atelier/domain/runs/interchange/checked-cases.ts';
import type { ImportedCase, ImportFormat } from '@atelier/domain/runs/interchange/imported-case.ts';
import {
  type ImportedLibrary,
  readLibraryFile,
} from '@atelier/domain/runs/interchange/library-file.ts';
import { guessColumns, type TableMapping } from '@atelier/domain/runs/interchange/table-columns.ts';
import { csvTable, type TextTable } from './csv-rows.ts';
import { casesOfFeature } from './gherkin.ts';
import { textOf } from './read-text.ts';
import { casesOfTestLink, casesOfTestRail } from './test-managers.ts';
import { workbookTable } from './workbook.ts';

/** A table in a file; undefined for formats that have no columns. */
export function tableOf(format: ImportFormat, bytes: Buffer): TextTable | undefined {
  if (format === 'xlsx') return workbookTable(bytes);
  if (format === 'csv' || format === 'testrail_csv') return csvTable(textOf(bytes));
  return undefined;
}

/** The cases in a file, and suites of which only a file of ours tells. Throws an `ImportRefusal`. */
export function readCases(
  format: ImportFormat,
  bytes: Buffer,
  mapping: TableMapping | undefined,
): ImportedLibrary {
  const { cases, suites } =
    format === 'json'
      ? readLibraryFile(textOf(bytes))
      : { cases: casesIn(format, bytes, mapping), suites: [] };
  // Without a case, suites alone are something as well.
  return { cases: cases.length === 0 && suites.length > 0 ? [] : checkedCases(cases), suites };
}

function casesIn(
  format: Exclude<ImportFormat, 'json'>,
  bytes: Buffer,
  mapping: TableMapping | undefined,
): readonly ImportedCase[] {
  const table = tableOf(format, bytes);
  if (table !== undefined) {
    const source = format === 'testrail_csv' ? 'testrail' : 'table';
    return casesOfTable(source, table.head, table.rows, mapping ?? guessColumns(table.head));
  }
  const text = textOf(bytes);
  switch (format) {
    case 'testrail_xml':
      return casesOfTestRail(text);
    case 'testlink_xml':
      return casesOfTestLink(text);
    default:
      return casesOfFeature(text);
  }
}
