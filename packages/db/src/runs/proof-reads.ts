import { isRecord } from '@atelier/domain/kernel/is-record.ts';
import type {
  OlderAttachment,
  SealedAttachment,
  TestedThing,
} from '@atelier/domain/runs/seal/run-content.ts';
import type { RunSignature } from '@atelier/domain/runs/seal/signature.ts';
import type { Knex } from 'knex';
import type { FileModel } from '../identity/models/file.ts';
import { certainInstant } from './instant.ts';
import type { Json } from './json.ts';
import { RunSealModel } from './models/run-seal.ts';
import { RunSignatureModel } from './models/run-signature.ts';

/** The signatures under a run, the first one first. */
export async function signaturesOf(db: Knex, runId: string): Promise<readonly RunSignature[]> {
  const rows = await RunSignatureModel.query(db).where({ runId }).orderBy(['signedAt', 'id']);
  return rows.map(toSignature);
}

function toSignature(row: RunSignatureModel): RunSignature {
  const { id, meaning, signerId, signerName, signedAt, provedBy, reason, contentSha256 } = row;
  return {
    ...{ id, meaning, signerId, signerName, provedBy, reason },
    signedAt: certainInstant(signedAt),
    contentSha256: contentSha256.toString('hex'),
  };
}

/** What the last lock of a run was a signature under. */
export interface SignedLock {
  /** What was tested as it was called then. */
  readonly tested: TestedThing;
  readonly contentSha256: Buffer;
}

/** Undefined where an older program locked the run. */
export async function lockOf(db: Knex, runId: string): Promise<SignedLock | undefined> {
  const row = await RunSignatureModel.query(db)
    .where({ runId, meaning: 'lock' })
    .orderBy(['signedAt', 'id'].map((column) => ({ column, order: 'desc' as const })))
    .first();
  return row && { tested: toTested(row.testedJson), contentSha256: row.contentSha256 };
}

function toTested(value: Json): TestedThing {
  const text = (name: keyof TestedThing) => {
    const found: unknown = isRecord(value) ? value[name] : null;
    return typeof found === 'string' ? found : null;
  };
  return {
    assetModel: text('assetModel'),
    firmwareVersion: text('firmwareVersion'),
    templateName: text('templateName'),
  };
}

/** A file of a run, with where its bytes are kept. */
export interface StoredAttachment extends SealedAttachment {
  readonly storageKey: string;
  /** The name of whoever attached it, as it is now. */
  readonly attachedBy: string | null;
}

/** What an item's files are attached to is `<item>`, or `<item>.<step>` for one of its steps. */
const itsItems = `SELECT i.id::text FROM runs.run_items AS i WHERE i.run_id = :runId::uuid`;

/** The files of a run, of its items and of their steps, in the order in which they came. */
export async function attachmentsOf(db: Knex, runId: string): Promise<readonly StoredAttachment[]> {
  const { rows } = await db.raw<{
    rows: (Pick<FileModel, 'id' | 'name' | 'size' | 'sha256'> & {
      readonly entity_type: string;
      readonly entity_id: string;
      readonly media_type: string;
      readonly storage_key: string;
      readonly created_at: Date;
      readonly owner: string | null;
    })[];
  }>(
    `SELECT f.id, f.name, f.size, f.sha256, f.entity_type, f.entity_id, f.media_type, f.storage_key, f.created_at,
       u.display_name AS owner
     FROM identity.files AS f LEFT JOIN identity.users AS u ON u.id = f.owner_id
     WHERE f.entity_type = 'result' AND split_part(f.entity_id, '.', 1) IN (${itsItems})
     ORDER BY f.created_at, f.id`,
    { runId },
  );
  return rows.map((row) => {
    const [itemId = '', step] = row.entity_id.split('.');
    return {
      ...{ id: row.id, name: row.name, mediaType: row.media_type },
      itemId: row.entity_type === 'run' ? null : itemId,
      step: step === undefined ? null : Number(step),
      size: Number(row.size),
      sha256: row.sha256.toString('hex'),
      attachedAt: certainInstant(row.created_at),
      attachedBy: row.owner,
      storageKey: row.storage_key,
    };
  });
}

/** Files of a run that an older program kept elsewhere. */
export async function olderAttachmentsOf(
  db: Knex,
  runId: string,
): Promise<readonly OlderAttachment[]> {
  const { rows } = await db.raw<{
    rows: {
      readonly id: string;
      readonly item_id: string | null;
      readonly file_name: string;
      readonly mime_type: string;
      readonly size_bytes: string;
    }[];
  }>(
    `SELECT a.id, x.run_item_id AS item_id, a.file_name, a.mime_type, a.size_bytes
     FROM runs.attachments AS a LEFT JOIN runs.run_results AS x ON x.id = a.run_result_id
     LEFT JOIN runs.run_items AS i ON i.id = x.run_item_id
     WHERE a.run_id = :runId::uuid OR i.run_id = :runId::uuid ORDER BY a.created_at, a.id`,
    { runId },
  );
  return rows.map(({ id, item_id, file_name, mime_type, size_bytes }) => ({
    ...{ id, itemId: item_id, name: file_name, mediaType: mime_type, size: Number(size_bytes) },
  }));
}

/** What an older program kept of a run beside its columns; undefined for nothing. */
export async function olderReportOf(db: Knex, runId: string): Promise<Json | undefined> {
  const { rows } = await db.raw<{ rows: { report_json: Json }[] }>(
    `SELECT report_json FROM runs.runs WHERE id = ?::uuid AND report_json NOT IN ('{}', '[]', 'null')`,
    [runId],
  );
  return rows[0]?.report_json;
}

export async function findSeal(db: Knex, runId: string): Promise<RunSealModel | undefined> {
  return RunSealModel.query(db).findById(runId);
}
