import type { CriterionInput } from '@atelier/domain/orchestra/bpmn/cover/criterion.ts';
import { importProcess } from '@atelier/domain/orchestra/bpmn/import-process.ts';
import { elementCoverage } from '@atelier/domain/orchestra/bpmn/suite/element-coverage.ts';
import { generateScenarios } from '@atelier/domain/orchestra/bpmn/suite/generate-scenarios.ts';
import { toSuiteDefinition } from '@atelier/domain/orchestra/bpmn/suite/suite-definition.ts';
import { compareVersions } from '@atelier/domain/orchestra/bpmn/versions/compare-versions.ts';
import { suiteDefinition } from '@atelier/domain/orchestra/suite-file.ts';
import type { Knex } from 'knex';
import { requireVersion } from './processes.ts';
import { requireSuite } from './suites.ts';

/**
 * The smallest suite that covers a version of a process by a criterion, with why each scenario is there and how small it
 * could be at best. Nothing is stored: `suites.create` does that. Throws `ERR_PROCESS_VERSION_NOT_FOUND`, `ERR_COVERAGE_…`.
 */
export async function generateSuite(
  db: Knex,
  which: { readonly processId: string; readonly versionNumber: number },
  criterion: CriterionInput,
) {
  const version = await requireVersion(db, which);
  const model = await importProcess(version.xml);
  const generated = generateScenarios(model, criterion);
  const draft = toSuiteDefinition(generated, model);
  return {
    processVersionId: version.id,
    definition: suiteDefinition.parse({
      ...draft,
      process: { ...draft.process, version: version.versionNumber },
      criterion: generated.criterion,
    }),
    bound: generated.bound,
    processes: generated.processes,
    reasons: generated.scenarios.map(({ key, reason }) => ({ key, reason })),
    coverage: elementCoverage(model, generated.scenarios),
    findings: generated.findings.slice(0, 1000),
  };
}

/** What becomes of the scenarios of a suite in another version of its process. Throws as `generateSuite`. */
export async function compareWithVersion(db: Knex, suiteId: string, versionNumber: number) {
  const suite = await requireSuite(db, suiteId);
  const old = await requireVersion(db, { id: suite.processVersionId ?? missing });
  const now = await requireVersion(db, { processId: old.processId, versionNumber });
  const criterion = suite.definition.criterion as CriterionInput | undefined;
  const [before, after] = [await importProcess(old.xml), await importProcess(now.xml)];
  const { missing: added, ...compared } = compareVersions(
    before,
    suite.definition.scenarios,
    after,
    criterion,
  );
  return {
    ...compared,
    processVersionId: now.id,
    missing: added.map(({ key, path }) => ({ key, path })),
  };
}

/** The id of nothing. */
const missing = '00000000-0000-0000-0000-000000000000';
