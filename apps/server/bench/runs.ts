import { addLargeProject, largeLab } from '@atelier/testkit/large-project.ts';
import type { Figure } from './figure.ts';
import type { Platform } from './platform.ts';
import { importingCases } from './runs-import.ts';
import { paintingResults } from './runs-page.ts';
import { readingRuns } from './runs-reads.ts';
import { recordingResults } from './runs-recording.ts';

/** A lab of two years, a million results: its pages, its reports, its search, and how fast results are recorded. */
export async function* runsFigures(platform: Platform): AsyncGenerator<Figure> {
  const { db } = platform;
  const { projectId } = await addLargeProject(db, largeLab);
  await indexLab(db);
  await db.raw('VACUUM ANALYZE');
  yield* readingRuns(platform, projectId);
  yield* recordingResults(platform);
  yield* paintingResults(platform);
  yield* importingCases(platform);
}

/** What is looked for: the lab was written past the triggers that see to it. */
async function indexLab(db: Platform['db']): Promise<void> {
  const kinds = {
    case: 'testcases',
    suite: 'test_suites',
    template: 'run_templates',
    asset: 'assets',
    run: 'runs',
  };
  for (const [kind, table] of Object.entries(kinds)) {
    await db.raw(`SELECT runs.index_${kind}(array_agg(id)) FROM runs.${table}`);
  }
}
