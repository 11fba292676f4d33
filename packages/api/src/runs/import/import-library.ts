import { casesOfLibrary, lockLibrary } from '@atelier/db/runs/library-import.ts';
import { pinnedVersions } from '@atelier/db/runs/shared-step-reads.ts';
import { kernelError } from '@atelier/domain/kernel/errors.ts';
import { runsError } from '@atelier/domain/runs/errors.ts';
import { type KnownCase, planImport } from '@atelier/domain/runs/interchange/import-plan.ts';
import {
  type ImportSummary,
  importSummary,
} from '@atelier/domain/runs/interchange/import-summary.ts';
import {
  type ImportedCase,
  type ImportFormat,
  ImportRefusal,
} from '@atelier/domain/runs/interchange/imported-case.ts';
import type { TableMapping } from '@atelier/domain/runs/interchange/table-columns.ts';
import { withTruePins } from '@atelier/domain/runs/shared-steps.ts';
import type { Knex } from 'knex';
import type { Context } from '../../kernel/context.ts';
import type { Effect } from '../../kernel/effect.ts';
import { execute } from '../../kernel/execute.ts';
import { ClientDisconnected } from '../../kernel/streams/abort-on-disconnect.ts';
import { requireCaseSize } from '../case-size.ts';
import { applyPlan } from './apply-plan.ts';
import { createFileReader } from './file-reader.ts';
import type { TablePreview } from './reader-messages.ts';
import { type SentFile, withSentFile } from './receive-file.ts';

export interface LibraryImport {
  readonly projectId: string;
  readonly format: ImportFormat;
  readonly dryRun: boolean;
  readonly mapping?: TableMapping | undefined;
  /** Of the file, for the change note. */
  readonly name: string;
}

/** One for the process: its thread begins with the first file. */
const fileReader = createFileReader();

/**
 * Takes the cases of a file into a project: those that it brought before are found by their keys, and only what is
 * otherwise becomes a new version. Throws `ERR_IMPORT_REFUSED` with what is wrong and where, `ERR_PAYLOAD_TOO_LARGE`,
 * `ERR_CASE_TOO_LARGE`, `ERR_TOO_MANY_REQUESTS`.
 */
export async function importLibrary(
  context: Context,
  sent: SentFile,
  options: LibraryImport,
): Promise<ImportSummary> {
  const { projectId, format, mapping, dryRun } = options;
  return refusing(() =>
    withSentFile(sent, async (path) => {
      const { cases: imported, sha256: file } = await fileReader.cases(path, format, mapping);
      if (dryRun) return importSummary(await planFor(context.db, projectId, imported), false);
      const input = { ...options, file };
      const effect = effectOf(options, file);
      const call = { command: 'runs.library.import', input, effect, projectId };
      return execute(context, call, async (trx) => {
        await lockLibrary(trx, projectId);
        const plan = await planFor(trx, projectId, imported);
        const note = `${options.name || format}`;
        await applyPlan(trx, plan, { projectId, authorId: context.actor.id, note });
        sent.left?.throwIfAborted();
        return importSummary(plan, true);
      });
    }),
  );
}

/** The headings and the first rows of a table, and what its columns seem to hold. */
export function previewTable(sent: SentFile, format: ImportFormat): Promise<TablePreview> {
  return refusing(() => withSentFile(sent, (path) => fileReader.columns(path, format)));
}

async function refusing<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    const refusal =
      error instanceof ClientDisconnected ? new ImportRefusal('ends_early', null) : error;
    if (!(refusal instanceof ImportRefusal)) throw refusal;
    const { fault, line, what } = refusal;
    if (fault === 'too_large') throw kernelError('ERR_PAYLOAD_TOO_LARGE');
    throw runsError('ERR_IMPORT_REFUSED', { fault, line, what });
  }
}

async function planFor(db: Knex, projectId: string, imported: readonly ImportedCase[]) {
  const known: KnownCase[] = [];
  for await (const part of casesOfLibrary(db, projectId)) known.push(...part);
  const plan = planImport(await withPins(db, projectId, imported), known);
  // What was there before the rule stays, unless the file has it otherwise.
  for (const one of plan) {
    if (one.known === null || one.changes.length > 0) requireCaseSize(one.content);
  }
  return plan;
}

/** The same cases, with shared steps only where the project has them. */
async function withPins(db: Knex, projectId: string, imported: readonly ImportedCase[]) {
  const ids = new Set(
    imported.flatMap(({ content }) =>
      (content.steps ?? []).flatMap(({ sharedVersionId }) => sharedVersionId ?? []),
    ),
  );
  if (ids.size === 0) return imported;
  const versions = await pinnedVersions(db, projectId, [...ids]);
  return imported.map((one): ImportedCase => {
    const { steps } = one.content;
    if (steps === undefined) return one;
    return { ...one, content: { ...one.content, steps: withTruePins(steps, versions) } };
  });
}

/** A file has too many cases to tell of each: how many there were is told, and which file it was. */
function effectOf(
  { projectId, name, format }: LibraryImport,
  file: string,
): Effect<unknown, ImportSummary> {
  return {
    touches: () => [
      { entity: 'suite', ids: null },
      { entity: 'case', ids: null },
    ],
    watch:
      async () =>
      async ({ added, changed, same }) => [
        {
          ...{ action: 'import', entity: 'case', id: null, before: null, projectId },
          after: { file, name, format, added, changed, same },
        },
      ],
  };
}
