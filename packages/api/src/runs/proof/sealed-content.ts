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
import { earlierOrders } from '@atelier/domain/runs/seal/earlier-orders.ts';
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
  const inForm: Forming = (form, order = items) => {
    const content = form(run, order, { attachments: shown, ...older }, tested);
    const text = canonicalJson(asJson(content));
    return { content, size: text.length, sha256: createHash('sha256').update(text).digest() };
  };
  const { content, sha256 } = asLocked(inForm, items, lock);
  return { run, items, attachments, olderAttachments, olderReport, tested, content, sha256 };
}

interface Formed {
  readonly content: RunContent;
  readonly sha256: Buffer;
  /** Of the content's canonical text, in characters. */
  readonly size: number;
}

/** Without an order the items stand as the library has them. */
type Forming = (form: ContentForm, order?: readonly RunItem[]) => Formed;

/** So much text is looked through for the order of a lock, in characters: it takes a second or two. */
const mostSearched = 64 * 1024 * 1024;

/**
 * In the form and the order that the lock was signed in; in those of now where there is no lock, or none that fits.
 */
function asLocked(
  inForm: Forming,
  items: readonly RunItem[],
  lock: SignedLock | undefined,
): Formed {
  const now = inForm(runContent);
  if (lock === undefined) return now;
  const fits = ({ sha256 }: Formed) => sha256.equals(lock.contentSha256);
  if (fits(now)) return now;
  const known = earlierForms.map((form) => inForm(form)).find(fits);
  if (known !== undefined) return known;
  // The library may have been put in another order since: then an earlier one is what was signed.
  let searched = 0;
  for (const order of earlierOrders(items)) {
    for (const form of earlierForms) {
      const formed = inForm(form, order);
      if (fits(formed)) return formed;
      searched += formed.size;
    }
    if (searched > mostSearched) break;
  }
  return now;
}
