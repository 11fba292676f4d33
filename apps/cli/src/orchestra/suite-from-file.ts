import { readFile } from 'node:fs/promises';
import type { OrchestraCaller } from '@atelier/api/orchestra/caller.ts';
import { suiteFileRefusal } from '@atelier/domain/orchestra/suite-errors.ts';
import type { SuiteDefinition } from '@atelier/domain/orchestra/suite-file.ts';
import { readSuiteYaml } from '@atelier/domain/orchestra/suite-yaml.ts';
import { called, processCalled } from './named-things.ts';

/** Whether a word on the command line is the name of a file with a suite. */
export const isSuiteFile = (word: string): boolean => /\.(ya?ml|json)$/i.test(word);

/** Throws `ERR_SUITE_FILE` with what is wrong first, and where. */
export async function readSuite(path: string): Promise<SuiteDefinition> {
  const read = readSuiteYaml(await readFile(path, 'utf8'));
  if (read.ok) return read.definition;
  throw suiteFileRefusal(read.faults);
}

/** Puts a definition in the place of the suite of its name, or makes one; gives the suite. */
export async function keepSuite(orchestra: OrchestraCaller, definition: SuiteDefinition) {
  const known = called(await orchestra.suites.list({}), definition.name);
  const processVersionId = await versionNamed(orchestra, definition);
  if (known === undefined) return orchestra.suites.create({ definition, processVersionId });
  const { revision } = known;
  return orchestra.suites.save({ suiteId: known.id, revision, definition, processVersionId });
}

/** The version of the process that a file names, where there is such a one; undefined leaves it as it is. */
async function versionNamed(
  orchestra: OrchestraCaller,
  { process }: SuiteDefinition,
): Promise<string | undefined> {
  if (process === undefined) return undefined;
  const known = called(await orchestra.processes.list({}), process.name);
  if (known === undefined || known.versionNumber === 0) return undefined;
  const { id: processId, versionNumber } = await processCalled(orchestra, known.id);
  const wanted = process.version ?? versionNumber;
  if (wanted > versionNumber) return undefined;
  return (await orchestra.processes.version({ processId, versionNumber: wanted })).id;
}
