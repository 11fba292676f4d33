import { listProcesses, versionsOf } from '@atelier/db/orchestra/process-reads.ts';
import { orchestraActions } from '@atelier/domain/orchestra/actions.ts';
import { importProcess, processText } from '@atelier/domain/orchestra/bpmn/import-process.ts';
import {
  generateInput,
  importProcessInput,
  listProcessesInput,
  processIdInput,
  processVersionInput,
  renameProcessInput,
} from '@atelier/domain/orchestra/schemas.ts';
import { router } from '../kernel/trpc/procedure.ts';
import { generateSuite } from './generate.ts';
import { suiteBodyBytes as bodyBytes, command, query } from './procedures.ts';
import { elementsOfVersion, outcomesOfVersion } from './process-outcomes.ts';
import { reportOf } from './process-report.ts';
import { changeProcess, importVersion, requireProcess, requireVersion } from './processes.ts';
import { entities } from './things.ts';

const { read, edit } = orchestraActions;
const itsProcess = ({ processId }: { readonly processId: string }) => processId;

export const processesRouter = router({
  list: query({
    needs: read,
    input: listProcessesInput,
    run: (db, { archived }) => listProcesses(db, archived),
  }),
  get: query({
    needs: read,
    input: processIdInput,
    run: async (db, { processId }) => ({
      process: await requireProcess(db, processId),
      versions: await versionsOf(db, processId),
    }),
  }),
  version: query({
    needs: read,
    input: processVersionInput,
    run: (db, which) => requireVersion(db, which),
  }),
  elements: query({
    needs: read,
    input: processVersionInput,
    run: (db, which) => elementsOfVersion(db, which),
  }),
  /** What suites cover of it, and how their last runs came through. */
  outcomes: query({
    needs: read,
    input: processVersionInput,
    run: (db, which) => outcomesOfVersion(db, which),
  }),
  generate: query({
    needs: read,
    input: generateInput,
    run: (db, { criterion, ...which }) => generateSuite(db, which, criterion),
  }),
  import: command({
    needs: edit,
    input: importProcessInput,
    bodyBytes,
    effect: { on: entities.process, changed: ({ process }) => process.id },
    async run(trx, input, { actor }) {
      const xml = processText(input.xml);
      const report = reportOf(await importProcess(xml));
      return importVersion(trx, { ...input, xml }, report, actor);
    },
  }),
  rename: command({
    needs: edit,
    input: renameProcessInput,
    effect: { on: entities.process, changes: itsProcess, inLists: true },
    run: (trx, { processId, name }) => changeProcess(trx, processId, { name }),
  }),
  archive: command({
    needs: edit,
    input: processIdInput,
    effect: { on: entities.process, changes: itsProcess, inLists: true },
    run: (trx, { processId }) => changeProcess(trx, processId, { isArchived: true }),
  }),
  restore: command({
    needs: edit,
    input: processIdInput,
    effect: { on: entities.process, changes: itsProcess, inLists: true },
    run: (trx, { processId }) => changeProcess(trx, processId, { isArchived: false }),
  }),
});
