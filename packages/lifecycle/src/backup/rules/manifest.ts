import { z } from 'zod';
import { ledgerOrigins } from '../../migrate/rules/migration-plan.ts';
import { backupError } from './backup-errors.ts';

/** The form of the manifest that this program writes; it reads all that came before. */
export const manifestFormat = 3;

const count = z.int().min(0);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const appliedSchema = z.strictObject({ name: z.string(), origin: z.enum(ledgerOrigins) });

const manifestSchema = z.strictObject({
  format: z.int().min(1).max(manifestFormat),
  /** `dump`: a custom-format pg_dump. `cold-copy`: the data folder of a stopped server. */
  kind: z.enum(['dump', 'cold-copy']),
  /** ISO 8601, UTC. */
  createdAt: z.iso.datetime(),
  /** Why it was made, such as `up`. */
  reason: z.string(),
  /** Which database: `host:port/name`, or `embedded`. Old backups make way only for those of their own. */
  source: z.string(),
  /** The database's name. */
  database: z.string(),
  /** As PostgreSQL numbers itself: 150018. */
  serverVersion: count,
  /** Such as `linux-x64`; null where it does not matter. */
  platform: z.string().nullable(),
  /** The newest migration that was applied. */
  revision: z.string().nullable(),
  /** Every migration that was applied, by its name's order; unknown to format 1. */
  applied: z.array(appliedSchema).optional(),
  /** Bytes of all files. */
  size: count,
  files: z.array(z.strictObject({ path: z.string(), size: count, sha256 })),
  /** Folders, the empty ones included: PostgreSQL does not start without them. */
  folders: z.array(z.string()),
  tables: z.array(
    z.strictObject({ schema: z.string(), table: z.string(), rows: count, hash: z.string() }),
  ),
  /**
   * Files that are attached to things, which the rows name; unknown before format 3. Numbers and the SHA-256
   * over their names and sizes are null for an S3 store, which is not looked at.
   */
  attached: z
    .strictObject({
      /** The folder, or the endpoint and bucket. */
      store: z.string(),
      files: count.nullable(),
      size: count.nullable(),
      list: sha256.nullable(),
      /** Whether they lie in the backup. */
      copied: z.boolean(),
    })
    .optional(),
  /** When it was last restored somewhere and compared, without a difference. */
  verifiedAt: z.iso.datetime().nullable(),
  /** The code of what a later verification found. */
  damage: z.string().nullable(),
});

export type BackupManifest = z.output<typeof manifestSchema>;
export type AppliedInBackup = z.output<typeof appliedSchema>;

/**
 * The manifest as its file holds it. `digest` is SHA-256 of a text in hex; the file carries that of
 * its own content, so that a change of a single bit is seen.
 */
export function manifestText(manifest: BackupManifest, digest: (text: string) => string): string {
  const body = JSON.stringify(manifest, null, 2);
  return `{"sha256":"${digest(body)}","manifest":${body}}\n`;
}

/** @throws ERR_BACKUP_MANIFEST_DAMAGED, ERR_BACKUP_FORMAT_NEWER */
export function parseManifest(text: string, digest: (text: string) => string): BackupManifest {
  const [, sum, body] = /^\{"sha256":"([0-9a-f]{64})","manifest":(.*)\}\n$/s.exec(text) ?? [];
  if (sum === undefined || body === undefined || digest(body) !== sum) {
    throw backupError('ERR_BACKUP_MANIFEST_DAMAGED');
  }
  const content: unknown = JSON.parse(body);
  const format = (content as { format?: unknown }).format;
  if (typeof format === 'number' && format > manifestFormat) {
    throw backupError('ERR_BACKUP_FORMAT_NEWER', { format, known: manifestFormat });
  }
  const parsed = manifestSchema.safeParse(content);
  if (!parsed.success) throw backupError('ERR_BACKUP_MANIFEST_DAMAGED');
  return parsed.data;
}

/** 15 of 150018. */
export function majorOf(serverVersion: number): number {
  return Math.floor(serverVersion / 10_000);
}

/**
 * @param server its version as PostgreSQL numbers itself
 * @throws ERR_BACKUP_NEWER_SERVER for a backup of a newer major version than the server has
 */
export function requireNoNewer({ serverVersion }: BackupManifest, server: number): void {
  if (majorOf(serverVersion) <= majorOf(server)) return;
  throw backupError('ERR_BACKUP_NEWER_SERVER', {
    madeBy: majorOf(serverVersion),
    server: majorOf(server),
  });
}
