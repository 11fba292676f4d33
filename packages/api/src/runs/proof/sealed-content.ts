import { createHash } from 'node:crypto';
import { itemsOf } from '@atelier/db/runs/item-reads.ts';
import {
  attachmentsOf,
  olderAttachmentsOf,
  olderReportOf,
  type StoredAttachment,
  testedAtLock,
} from '@atelier/db/runs/proof-reads.ts';
import { canonicalJson, type JsonValue } from '@atelier/domain/runs/seal/canonical-json.ts';
import {
  asJson,
  type OlderAttachment,
  type RunContent,
  runContent,
  type TestedThing,
  testedNow,
} from '@atelier/domain/runs/seal/run-content.ts';
import type { Run, RunItem } from '@atelier/domain/runs/types.ts';
import type { Knex } from 'knex';
import { requireRun } from '../runs.ts';

/** A run with everything that is signed of it. */
export interface SealedContent {
  readonly run: Run;
  readonly items: readonly RunItem[];
  readonly attachments: readonly StoredAttachment[];
  readonly olderAttachments: readonly OlderAttachment[];
  readonly olderReport: JsonValue | undefined;
  readonly tested: TestedThing;
  readonly content: RunContent;
  /** Of the content's canonical text. */
  readonly sha256: Buffer;
}

/**
 * Reads what is signed of a run. Throws `ERR_RUN_NOT_FOUND`.
 *
 * @param as `now` for what was tested under the names of now; else a locked run keeps those of its lock
 */
export async function sealedContent(db: Knex, runId: string, as?: 'now'): Promise<SealedContent> {
  const run = await requireRun(db, runId);
  const items = await itemsOf(db, runId);
  const attachments = await attachmentsOf(db, runId);
  const olderAttachments = await olderAttachmentsOf(db, runId);
  const olderReport = await olderReportOf(db, runId);
  const keeps = run.status === 'locked' && as !== 'now';
  const locked = keeps ? await testedAtLock(db, runId) : undefined;
  const tested = locked ?? testedNow(run);
  const shown = attachments.map(({ storageKey: _, attachedBy: __, ...file }) => file);
  const content = runContent(
    run,
    items,
    { attachments: shown, olderAttachments, ...(olderReport !== undefined && { olderReport }) },
    tested,
  );
  const sha256 = createHash('sha256')
    .update(canonicalJson(asJson(content)))
    .digest();
  return { run, items, attachments, olderAttachments, olderReport, tested, content, sha256 };
}
