import type { ImportFormat } from '@atelier/domain/runs/interchange/imported-case.ts';

const endings: Readonly<Record<string, ImportFormat>> = {
  csv: 'csv',
  tsv: 'csv',
  txt: 'csv',
  xlsx: 'xlsx',
  feature: 'gherkin',
  json: 'json',
};

/** What a file seems to be, by its name and its first words. */
export async function guessFormat(file: File): Promise<ImportFormat> {
  const ending = /\.(\w+)$/.exec(file.name)?.[1]?.toLowerCase() ?? '';
  const known = endings[ending];
  if (known === undefined || known === 'csv') {
    const start = await file.slice(0, 4000).text();
    if (/<testsuite|<testcase/.test(start)) return 'testlink_xml';
    if (ending === 'xml') return 'testrail_xml';
    if (/section hierarchy/i.test(start)) return 'testrail_csv';
  }
  return known ?? 'csv';
}
