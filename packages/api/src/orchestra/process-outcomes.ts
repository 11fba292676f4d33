import {
  ranOutcomes,
  ranPaths,
  suitePaths,
  suitesOfProcess,
} from '@atelier/db/orchestra/process-outcome-reads.ts';
import { importProcess } from '@atelier/domain/orchestra/bpmn/import-process.ts';
import {
  type ProcessElements,
  processElements,
} from '@atelier/domain/orchestra/bpmn/suite/process-elements.ts';
import {
  elementOutcomes,
  type SuiteOutcome,
} from '@atelier/domain/orchestra/bpmn/suite/run-outcomes.ts';
import type { ProcessOutcomes } from '@atelier/domain/orchestra/types.ts';
import type { Knex } from 'knex';
import { requireVersion } from './processes.ts';

type Which = { readonly processId: string; readonly versionNumber: number };

/** What a version of a process is made of. Throws `ERR_PROCESS_VERSION_NOT_FOUND`. */
export async function elementsOfVersion(db: Knex, which: Which): Promise<ProcessElements> {
  const { xml } = await requireVersion(db, which);
  return processElements(await importProcess(xml));
}

/**
 * What the suites that are of a version of a process cover of it, and how the last run of each came through, where it
 * was of this version. Throws `ERR_PROCESS_VERSION_NOT_FOUND`.
 */
export async function outcomesOfVersion(db: Knex, which: Which): Promise<ProcessOutcomes> {
  const { id: versionId } = await requireVersion(db, which);
  const suites = await suitesOfProcess(db, which.processId);
  const ofVersion = suites.filter((suite) => suite.versionId === versionId);
  const paths = await suitePaths(
    db,
    ofVersion.map(({ id }) => id),
  );
  const covered: SuiteOutcome[] = [];
  for (const { id, lastRun, ranVersionId } of suites) {
    const isRan = lastRun !== null && ranVersionId === versionId;
    covered.push({
      scenarios: paths.filter(({ suiteId }) => suiteId === id),
      ran: isRan ? await ranPaths(db, lastRun.id) : [],
      outcomes: isRan ? await ranOutcomes(db, lastRun.id) : [],
    });
  }
  return {
    suites: suites.map(({ versionId: _, ranVersionId: __, ...suite }) => suite),
    elements: elementOutcomes(covered),
  };
}
