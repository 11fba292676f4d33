import type { CaseContent } from '../case-content.ts';
import type { ResultContent } from '../result.ts';
import type { Run, RunItem } from '../types.ts';
import type { JsonValue } from './canonical-json.ts';

/** A file of a run, as it stands in the archive. */
export interface SealedAttachment {
  readonly id: string;
  /** The item that it hangs on; null for one of the run itself. */
  readonly itemId: string | null;
  /** The place of the step, from 0; null for one of the whole item. */
  readonly step: number | null;
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  readonly sha256: string;
  readonly attachedAt: string;
}

/** A file that an older program knew of: what it said of it; its bytes were never here. */
export interface OlderAttachment {
  readonly id: string;
  readonly itemId: string | null;
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
}

/**
 * What was tested, as it was called when the run was locked: a bench gets its next firmware, and what was measured
 * before stays measured with the one before.
 */
export interface TestedThing {
  readonly assetModel: string | null;
  readonly firmwareVersion: string | null;
  readonly templateName: string | null;
}

export function testedNow({ assetModel, firmwareVersion, templateName }: Run): TestedThing {
  return { assetModel, firmwareVersion, templateName };
}

/**
 * What is signed of a run: everything that a locked run holds fast. Names of people and projects, which may change
 * later, are not of it; their ids are.
 */
export interface RunContent {
  readonly id: string;
  readonly projectId: string;
  readonly title: string;
  readonly verdict: string | null;
  readonly failReasonCode: string | null;
  readonly failSummary: string;
  readonly assetId: string | null;
  readonly templateId: string | null;
  readonly tested: TestedThing;
  readonly executedById: string;
  readonly leadId: string | null;
  readonly matrixId: string | null;
  readonly correctionOfRunId: string | null;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly createdAt: string;
  readonly items: readonly ItemContent[];
  readonly attachments: readonly SealedAttachment[];
  readonly olderAttachments: readonly OlderAttachment[];
  /** What an older program kept of the run beside all this, as it wrote it; left out where there is nothing. */
  readonly olderReport?: JsonValue;
}

export interface ItemContent {
  readonly id: string;
  readonly position: number;
  readonly isRequired: boolean;
  readonly caseId: string;
  readonly versionId: string;
  readonly versionNumber: number;
  readonly parameterRow: number | null;
  readonly content: CaseContent;
  readonly result:
    | (ResultContent & {
        readonly revision: number;
        readonly recordedAt: string;
        readonly recordedById: string | null;
        readonly carriedFromItemId: string | null;
      })
    | null;
}

type Kept = Pick<RunContent, 'attachments' | 'olderAttachments' | 'olderReport'>;

/** Items by what never changes of them. Their order in the library does, also while a run is locked. */
function inOwnOrder(items: readonly RunItem[]): readonly RunItem[] {
  return items.toSorted(
    (one, other) =>
      one.position - other.position ||
      compared(one.versionId, other.versionId) ||
      (one.parameterRow ?? -1) - (other.parameterRow ?? -1) ||
      compared(one.id, other.id),
  );
}

const compared = (one: string, other: string) => Number(one > other) - Number(one < other);

/** A way in which what is signed of a run is, or was, put together. */
export type ContentForm = (
  run: Run,
  items: readonly RunItem[],
  kept: Kept,
  tested: TestedThing,
) => RunContent;

/** What is signed of a run as it is now. */
export const runContent: ContentForm = (run, items, kept, tested) =>
  written(run, inOwnOrder(items), kept, tested);

/**
 * The forms in which earlier builds signed a lock, the latest first: a run is sealed in the one that it was locked in.
 * Items stood in the order of the library; before that, what an older program had kept of the run was left out.
 */
export const earlierForms: readonly ContentForm[] = [
  written,
  (run, items, { olderReport: _, ...kept }, tested) => written(run, items, kept, tested),
];

function written(run: Run, items: readonly RunItem[], kept: Kept, tested: TestedThing): RunContent {
  return {
    id: run.id,
    projectId: run.projectId,
    title: run.title,
    verdict: run.verdict,
    failReasonCode: run.failReasonCode,
    failSummary: run.failSummary,
    assetId: run.assetId,
    templateId: run.templateId,
    tested,
    executedById: run.executedBy.id,
    leadId: run.lead?.id ?? null,
    matrixId: run.matrixId,
    correctionOfRunId: run.correctionOfRunId,
    startedAt: run.startedAt,
    finishedAt: run.finishedAt,
    createdAt: run.createdAt,
    items: items.map(itemContent),
    attachments: kept.attachments,
    olderAttachments: kept.olderAttachments,
    ...(kept.olderReport !== undefined && { olderReport: kept.olderReport }),
  };
}

function itemContent(item: RunItem): ItemContent {
  const { id, position, isRequired, caseId, versionId, versionNumber, parameterRow } = item;
  return {
    ...{ id, position, isRequired, caseId, versionId, versionNumber, parameterRow },
    content: item.content,
    result: item.result && resultContent(item.result),
  };
}

function resultContent(result: NonNullable<RunItem['result']>): ItemContent['result'] {
  const { status, failReasonCode, comment, measuredValue, steps, defects, revision } = result;
  return {
    ...{ status, failReasonCode, comment, measuredValue, steps, defects, revision },
    recordedAt: result.updatedAt,
    recordedById: result.updatedBy?.id ?? null,
    carriedFromItemId: result.carriedFromItemId,
  };
}

/** The same as a value of JSON, for its canonical text. */
export function asJson(content: RunContent): JsonValue {
  return content as unknown as JsonValue;
}
