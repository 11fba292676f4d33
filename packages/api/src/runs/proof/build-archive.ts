import type { KeyObject } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeAnchor } from '@atelier/db/identity/anchor-key.ts';
import { createSealer } from '@atelier/db/identity/audit-sealer.ts';
import { inSnapshot } from '@atelier/db/kernel/transaction.ts';
import { signaturesOf } from '@atelier/db/runs/proof-reads.ts';
import { allReasons } from '@atelier/db/runs/reason-reads.ts';
import {
  type SliceExtent,
  sliceExtent,
  sliceLines,
  unsealedRows,
} from '@atelier/db/runs/slice-reads.ts';
import { chainOf } from '@atelier/domain/identity/audit-chain.ts';
import { fileError } from '@atelier/domain/identity/files/file-errors.ts';
import { runsError } from '@atelier/domain/runs/errors.ts';
import { canonicalJson, type JsonValue } from '@atelier/domain/runs/seal/canonical-json.ts';
import { reportHtml } from '@atelier/domain/runs/seal/report.ts';
import type { ReportLanguage } from '@atelier/domain/runs/seal/report-words.ts';
import { attachmentName, sealFiles, sealFormat } from '@atelier/domain/runs/seal/seal-format.ts';
import type { RunSignature } from '@atelier/domain/runs/seal/signature.ts';
import type { Knex } from 'knex';
import { type FileStore, PieceMissing } from '../../identity/files/file-store.ts';
import { storing } from '../../identity/files/storing.ts';
import { type SealedContent, sealedContent } from './sealed-content.ts';
import { type FileToPack, type PackedArchive, writeArchive } from './write-archive.ts';

export interface ArchiveWanted {
  readonly runId: string;
  readonly language: ReportLanguage;
  readonly sealedAt: Date;
  readonly house: string;
  /** The signature with which it is sealed. */
  readonly signatureId: string;
}

/** More seals between the rows of a run are left out: the archive is the run's, not the project's. */
const mostLinks = 50_000;

/**
 * Writes the archive of a locked run to `path`, all of it as it is at one moment. Throws `ERR_SEAL_UNFINISHED` while
 * the audit log lags behind, `ERR_FILE_LOST`.
 */
export async function buildArchive(
  db: Knex,
  store: FileStore,
  key: KeyObject,
  path: string,
  wanted: ArchiveWanted,
  signal?: AbortSignal,
): Promise<PackedArchive> {
  await sealLog(db, wanted.runId);
  return inSnapshot(db, async (trx) => {
    const sealed = await sealedContent(trx, wanted.runId);
    const signatures = await signaturesOf(trx, wanted.runId);
    const { run, items, sha256 } = sealed;
    const chain = chainOf(run.projectId, 'runs');
    const slice = { runId: run.id, projectId: run.projectId, itemIds: items.map(({ id }) => id) };
    const extent = await sliceExtent(trx, slice, chain);
    const isWhole = extent.head !== null && extent.head.position - extent.first < mostLinks;
    const lines = () => jsonLines(sliceLines(trx, slice, extent, isWhole));
    const files: FileToPack[] = [
      await report(trx, sealed, signatures, wanted),
      await document(trx, sealed, signatures),
      { name: sealFiles.audit, content: lines },
      { name: sealFiles.anchor, content: () => [anchorText(key, extent, wanted.sealedAt)] },
      ...attachments(store, sealed),
    ];
    const signature = signatures.find(({ id }) => id === wanted.signatureId);
    const { signerId = '', signerName = '' } = signature ?? {};
    const { rows, first, last } = extent;
    const manifest = {
      format: sealFormat,
      sealedAt: wanted.sealedAt.toISOString(),
      sealedBy: { id: signerId, name: signerName },
      house: wanted.house,
      run: {
        id: run.id,
        title: run.title,
        project: { id: run.projectId, name: run.projectName },
      },
      contentSha256: sha256.toString('hex'),
      audit: { chain, rows, first, last, isWhole },
    } as const;
    return writeArchive(path, files, manifest, key, signal);
  });
}

/** Waits until every row of the log that tells of the run has its seal. */
async function sealLog(db: Knex, runId: string): Promise<void> {
  const { run, items } = await sealedContent(db, runId);
  const slice = { runId, projectId: run.projectId, itemIds: items.map(({ id }) => id) };
  const sealer = createSealer(db);
  for (let attempt = 0; attempt < 40; attempt += 1) {
    if ((await unsealedRows(db, slice)) === 0) return;
    // The app seals by itself; where it does not, this does.
    await sealer.seal(5_000);
    await sleep(attempt * 10);
  }
  throw runsError('ERR_SEAL_UNFINISHED');
}

async function report(
  db: Knex,
  sealed: SealedContent,
  signatures: readonly RunSignature[],
  { language, sealedAt }: ArchiveWanted,
): Promise<FileToPack> {
  const { run, items, tested, attachments: stored, olderAttachments, content } = sealed;
  const reasons = await allReasons(db);
  const source = {
    ...{ run, items, tested, signatures },
    files: stored.map((file, index) => ({ ...file, path: attachmentName(index, file.name) })),
    olderFiles: olderAttachments,
    // The report tells what was signed.
    olderReport: content.olderReport,
    sealedAt: sealedAt.toISOString(),
    reasonTitles: new Map(reasons.map(({ code, title }) => [code, title])),
  };
  return { name: sealFiles.report, content: () => reportHtml(source, language) };
}

/** `run.json`: what was signed, by whom, and how everything of it is called. */
async function document(
  db: Knex,
  sealed: SealedContent,
  signatures: readonly RunSignature[],
): Promise<FileToPack> {
  const { run, items, attachments: stored, content, olderReport } = sealed;
  const isLeftOut = olderReport !== undefined && content.olderReport === undefined;
  const reasons = await allReasons(db);
  const value = {
    format: sealFormat,
    content,
    signatures,
    context: {
      run,
      ...(isLeftOut && { olderReport }),
      items: items.map(({ content: _, ...item }) => item),
      reasons: reasons.map(({ code, title, description }) => ({ code, title, description })),
      attachments: stored.map(({ id, name, attachedBy }, index) => ({
        id,
        attachedBy,
        path: attachmentName(index, name),
      })),
    },
  };
  const text = () => canonicalJson(value as unknown as JsonValue);
  return { name: sealFiles.run, content: () => [text(), '\n'] };
}

function anchorText(key: KeyObject, { head }: SliceExtent, now: Date): string {
  const anchor = makeAnchor(key, head === null ? [] : [head], now);
  return `${JSON.stringify(anchor, null, 2)}\n`;
}

async function* jsonLines(pages: AsyncIterable<readonly unknown[]>): AsyncGenerator<string> {
  for await (const page of pages) {
    if (page.length > 0) yield `${page.map((line) => JSON.stringify(line)).join('\n')}\n`;
  }
}

function attachments(store: FileStore, { attachments: stored }: SealedContent): FileToPack[] {
  return stored.map(({ name, size, sha256, storageKey }, index) => ({
    name: attachmentName(index, name),
    expected: { size, sha256 },
    content: async () => {
      try {
        return await storing(() => store.open(storageKey));
      } catch (error) {
        throw error instanceof PieceMissing ? fileError('ERR_FILE_LOST') : error;
      }
    },
  }));
}
