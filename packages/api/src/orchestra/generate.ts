import type { CriterionInput } from '@atelier/domain/orchestra/bpmn/cover/criterion.ts';
import { importProcess } from '@atelier/domain/orchestra/bpmn/import-process.ts';
import { elementCoverage } from '@atelier/domain/orchestra/bpmn/suite/element-coverage.ts';
import { generateScenarios } from '@atelier/domain/orchestra/bpmn/suite/generate-scenarios.ts';
import { toSuiteDefinition } from '@atelier/domain/orchestra/bpmn/suite/suite-definition.ts';
import {
  type BrokenScenarios,
  carrySuite,
} from '@atelier/domain/orchestra/bpmn/versions/carry-suite.ts';
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
  const { compared, now } = await comparison(db, suiteId, versionNumber);
  return {
    ...compared,
    processVersionId: now.id,
    missing: compared.missing.map(({ key, path }) => ({ key, path })),
  };
}

/**
 * The suite as it would be in another version of its process, and what would become of each scenario. Nothing is stored:
 * `suites.save` does that, with the revision that this was made of. Throws as `generateSuite`.
 */
export async function carryToVersion(
  db: Knex,
  suiteId: string,
  versionNumber: number,
  broken: BrokenScenarios,
) {
  const { suite, compared, now, model } = await comparison(db, suiteId, versionNumber);
  const carried = carrySuite(suite.definition, compared, model, broken);
  const { process, ...definition } = suite.definition;
  const carriedDefinition = suiteDefinition.parse({
    ...definition,
    ...(process && { process: { ...process, version: now.versionNumber } }),
    scenarios: carried.scenarios,
  });
  const names = new Map(suite.definition.scenarios.map(({ key, name }) => [key, name]));
  const named = (key: string) => ({ key, name: names.get(key) ?? key });
  return {
    revision: suite.revision,
    processVersionId: now.id,
    definition: carriedDefinition,
    valid: compared.valid.map(named),
    migrated: carried.migrated,
    broken: compared.broken.map(({ key, breaks }) => ({ ...named(key), breaks })),
    missing: carriedDefinition.scenarios
      .slice(carriedDefinition.scenarios.length - compared.missing.length)
      .map(({ key, name, reason }) => ({ key, name, reason })),
  };
}

async function comparison(db: Knex, suiteId: string, versionNumber: number) {
  const suite = await requireSuite(db, suiteId);
  const old = await requireVersion(db, { id: suite.processVersionId ?? missing });
  const now = await requireVersion(db, { processId: old.processId, versionNumber });
  const criterion = suite.definition.criterion as CriterionInput | undefined;
  const [before, model] = [await importProcess(old.xml), await importProcess(now.xml)];
  const compared = compareVersions(before, suite.definition.scenarios, model, criterion);
  return { suite, compared, now, model };
}

/** The id of nothing. */
const missing = '00000000-0000-0000-0000-000000000000';
