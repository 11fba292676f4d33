import { type AuditAnchor, checkHeads } from '@atelier/domain/identity/audit-anchor.ts';
import { isBackdated, sealedWithinMs } from '@atelier/domain/identity/audit-chain.ts';
import { type AuditFinding, finding } from '@atelier/domain/identity/audit-findings.ts';
import type { Knex } from 'knex';
import type { Client } from 'pg';
import { type BinaryRow, copyOut } from '../kernel/copy-out.ts';
import { singleConnection } from '../kernel/single-connection.ts';
import { digestInSql, genesisOf, linkHash } from './audit-hashes.ts';
import { createStretches } from './audit-stretch.ts';
import { readSealing, type Sealing } from './audit-unsealed.ts';

export interface AuditReport {
  /** Rows with a seal. */
  readonly rows: number;
  readonly chains: number;
  readonly sealing: Sealing;
  readonly findings: readonly AuditFinding[];
  /** Whether it was given up after very many findings. */
  readonly isCutShort: boolean;
}

export interface VerifyOptions {
  /** Its signature has been checked. */
  readonly anchor?: Pick<AuditAnchor, 'heads'> | undefined;
  /** How long a row may be without a seal while an app is running; a minute unless told. */
  readonly patienceMs?: number;
  /** Called now and then with the number of rows so far. */
  readonly onProgress?: (rows: number) => void;
}

/** Past so many there is more to be done than to name each. */
const mostFindings = 1_000;
const progressEvery = 100_000;

/**
 * Checks every seal of the audit log, and whether every row has one, as they are at one moment. Streams, and
 * holds a few rows of a chain at a time, and the heads of an anchor.
 */
export async function verifyAudit(
  pool: Knex,
  { anchor, onProgress = () => {}, patienceMs = sealedWithinMs }: VerifyOptions = {},
): Promise<AuditReport> {
  let client: Client | undefined;
  const db = singleConnection(pool, (opened) => {
    client = opened;
  });
  try {
    await db.raw('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    // In the order of the index: to sort all rows with all they hold would take a disk.
    await db.raw(
      'SET LOCAL enable_sort = off; SET LOCAL enable_hashjoin = off; SET LOCAL jit = off',
    );
    if (client === undefined) throw new TypeError('a connection was used before it was opened');
    const anchored = new Map(anchor?.heads.map(({ chain, position }) => [chain, position]));
    const check = createCheck(anchored, onProgress);
    await copyOut(client, sealedRows, check.add);
    const { rows, lengths, hashes, findings, isCutShort } = check.end();
    const sealing = await readSealing(db, patienceMs);
    return {
      rows,
      chains: lengths.size,
      sealing,
      findings: [
        ...findings,
        ...sealing.forgotten.map((entryId) => finding('unsealed', { entryId })),
        ...(isCutShort ? [] : checkHeads(anchor?.heads ?? [], lengths, hashes)),
      ],
      isCutShort,
    };
  } finally {
    await db.destroy();
  }
}

const sealedRows = `
  SELECT c.chain, c.position, c.entry_id, c.sealed_at, c.digest, c.hash, l.created_at,
    CASE WHEN l.id IS NOT NULL THEN ${digestInSql} END
  FROM identity.audit_chain AS c LEFT JOIN identity.audit_log AS l ON l.id = c.entry_id
  ORDER BY c.chain, c.position`;

/** Checks rows as they come, chain after chain. */
function createCheck(anchored: ReadonlyMap<string, number>, onProgress: (rows: number) => void) {
  const lengths = new Map<string, number>();
  const hashes = new Map<string, string>();
  const findings: AuditFinding[] = [];
  let current: ReturnType<typeof createChainCheck> | undefined;
  let rows = 0;
  let isCutShort = false;

  const endChain = () => {
    if (current === undefined) return;
    const { chain, position, found, anchoredHash } = current.end();
    lengths.set(chain, position);
    if (anchoredHash !== undefined) hashes.set(chain, anchoredHash);
    findings.push(...found);
    isCutShort ||= findings.length >= mostFindings;
  };
  return {
    add(fields: BinaryRow): void {
      rows += 1;
      if (rows % progressEvery === 0) onProgress(rows);
      const name = fields[0] ?? Buffer.alloc(0);
      if (current === undefined || !current.isOf(name)) {
        endChain();
        const chain = name.toString();
        current = createChainCheck(chain, anchored.get(chain));
      }
      if (isCutShort) return;
      isCutShort = findings.length + current.count() >= mostFindings;
      current.add(fields);
    },
    end() {
      endChain();
      return { rows, lengths, hashes, findings, isCutShort };
    },
  };
}

function createChainCheck(chain: string, anchoredAt: number | undefined) {
  const name = Buffer.from(chain);
  const genesis = genesisOf(chain);
  const stretches = createStretches(chain, genesis);
  const inserted: AuditFinding[] = [];
  let previousHash = genesis;
  let previousPosition = 0;
  let highestId = 0;
  let lastSealedAt = 0;
  let anchoredHash: string | undefined;

  return {
    isOf: (other: Buffer) => other.equals(name),
    add([, place, entry, sealed, digest, hash, created, found]: BinaryRow): void {
      if (!place || !entry || !sealed || !digest || !hash)
        throw new TypeError('a seal has no NULL');
      const position = wholeNumber(place);
      const id = wholeNumber(entry);
      const expected = linkHash(previousHash, sealed, digest);
      const isLinked = expected.equals(hash) && position === previousPosition + 1;
      const isWhole = found?.equals(digest) ?? false;
      const sealedAt = wholeNumber(sealed);
      if (created && id < highestId) {
        const row = { id, createdAt: wholeNumber(created) };
        if (isBackdated(row, { highestId, sealedAt: lastSealedAt })) {
          inserted.push(finding('inserted', { chain, position, entryId: String(id) }));
        }
      }
      // What the driver handed over is overwritten by what comes next; of a right row we have our own.
      const keptHash = isLinked ? expected : Buffer.from(hash);
      const keptDigest = Buffer.from(digest);
      const actual = isWhole ? keptDigest : found ? Buffer.from(found) : null;
      stretches.add(
        { position, entryId: id, sealedAt, digest: keptDigest, actual, hash: keptHash },
        isLinked && isWhole,
      );
      if (position === anchoredAt) anchoredHash = keptHash.toString('hex');
      previousHash = keptHash;
      previousPosition = position;
      highestId = Math.max(highestId, id);
      lastSealedAt = sealedAt;
    },
    count: () => stretches.count() + inserted.length,
    end() {
      const found = [...stretches.end(), ...inserted];
      return { chain, position: previousPosition, found, anchoredHash };
    },
  };
}

/** A `bigint` or an instant in binary form; ours are exact in a JavaScript number. */
function wholeNumber(bytes: Buffer): number {
  return bytes.readInt32BE(0) * 2 ** 32 + bytes.readUInt32BE(4);
}
