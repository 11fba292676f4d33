import { createHash } from 'node:crypto';
import { itemsOf } from '@atelier/db/runs/item-reads.ts';
import {
  attachmentsOf,
  lockOf,
  olderAttachmentsOf,
  olderReportOf,
  type SignedLock,
  type StoredAttachment,
} from '@atelier/db/runs/proof-reads.ts';
import { canonicalJson, type JsonValue } from '@atelier/domain/runs/seal/canonical-json.ts';
import {
  asJson,
  type ContentForm,
  earlierForms,
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
  /** What an older program kept of the run; also where its lock was signed without it. */
  readonly olderReport: JsonValue | undefined;
  readonly tested: TestedThing;
  readonly content: RunContent;
  /** Of the content's canonical text. */
  readonly sha256: Buffer;
}

/**
 * Reads what is signed of a run. Throws `ERR_RUN_NOT_FOUND`.
 *
 * @param as `now` for what was tested under the names of now, in the form of now; else a locked run keeps those of its
 * lock, which an earlier build may have written
 */
export async function sealedContent(db: Knex, runId: string, as?: 'now'): Promise<SealedContent> {
  const run = await requireRun(db, runId);
  const items = await itemsOf(db, runId);
  const attachments = await attachmentsOf(db, runId);
  const olderAttachments = await olderAttachmentsOf(db, runId);
  const olderReport = await olderReportOf(db, runId);
  const keeps = run.status === 'locked' && as !== 'now';
  const lock = keeps ? await lockOf(db, runId) : undefined;
  const tested = lock?.tested ?? testedNow(run);
  const shown = attachments.map(({ storageKey: _, attachedBy: __, ...file }) => file);
  const older = { olderAttachments, ...(olderReport !== undefined && { olderReport }) };
  const inForm = (form: ContentForm) => {
    const content = form(run, items, { attachments: shown, ...older }, tested);
    return { content, sha256: hashOf(content) };
  };
  const { content, sha256 } = asLocked(inForm, lock);
  return { run, items, attachments, olderAttachments, olderReport, tested, content, sha256 };
}

interface Formed {
  readonly content: RunContent;
  readonly sha256: Buffer;
}

/** In the form that the lock was signed in; in that of now where there is none, or none that fits. */
function asLocked(inForm: (form: ContentForm) => Formed, lock: SignedLock | undefined): Formed {
  const now = inForm(runContent);
  if (lock === undefined) return now;
  const fits = ({ sha256 }: Formed) => sha256.equals(lock.contentSha256);
  if (fits(now)) return now;
  return earlierForms.map(inForm).find(fits) ?? now;
}

function hashOf(content: RunContent): Buffer {
  return createHash('sha256')
    .update(canonicalJson(asJson(content)))
    .digest();
}
