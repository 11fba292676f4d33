import type { AuditFinding } from '@atelier/domain/identity/audit-findings.ts';
import { explainStretch, type SealedRow } from '@atelier/domain/identity/explain-stretch.ts';
import { linkHash } from './audit-hashes.ts';

/** A seal as it was read, with the hash of its row as it is now. */
export interface ReadSeal {
  readonly position: number;
  readonly entryId: number;
  /** In microseconds since 2000. */
  readonly sealedAt: number;
  readonly digest: Buffer;
  readonly actual: Buffer | null;
  readonly hash: Buffer;
}

/** So many right rows around a fault are looked at with it; a row that was moved further is told as two faults. */
const margin = 32;
/** A longer stretch is explained piece by piece: its rows are compared with each other. */
const longest = 256;

/**
 * Gathers what is around the faults of one chain, for the domain to explain it. Most rows pass through without
 * anything being done for them but keeping the last few.
 */
export function createStretches(chain: string, genesis: Buffer) {
  const findings = new Map<string, AuditFinding>();
  const rows: ReadSeal[] = [];
  let start = { hash: genesis, position: 0 };
  /** Right rows since the last fault; undefined while there is none. */
  let sinceFault: number | undefined;

  /** Lets go of all but the last rows. */
  const shorten = (keep: number) => {
    const gone = rows.splice(0, Math.max(0, rows.length - keep)).at(-1);
    if (gone !== undefined) start = { hash: gone.hash, position: gone.position };
  };
  const explain = () => {
    const stretch = { chain, hash: start.hash.toString('hex'), position: start.position };
    for (const one of explainStretch(stretch, rows.map(toText), linkOf)) {
      // The rows at its edges have been looked at with the stretch before.
      findings.set(`${one.kind} ${one.position}`, one);
    }
    sinceFault = undefined;
    shorten(margin);
  };
  return {
    add(row: ReadSeal, isRight: boolean): void {
      rows.push(row);
      if (!isRight) sinceFault = 0;
      else if (sinceFault !== undefined) sinceFault += 1;
      if (sinceFault === undefined) {
        // Not one by one.
        if (rows.length >= 4 * margin) shorten(margin);
      } else if (sinceFault === margin || rows.length >= longest) explain();
    },
    end(): readonly AuditFinding[] {
      if (sinceFault !== undefined) explain();
      return [...findings.values()];
    },
    count: () => findings.size,
  };
}

type TextRow = SealedRow & { readonly sealedAt: number };

function toText({ position, entryId, sealedAt, digest, actual, hash }: ReadSeal): TextRow {
  const hex = (bytes: Buffer) => bytes.toString('hex');
  return {
    position,
    entryId: String(entryId),
    sealedAt,
    digest: hex(digest),
    actual: actual && hex(actual),
    hash: hex(hash),
  };
}

function linkOf(previous: string, { sealedAt, digest }: TextRow): string {
  const instant = Buffer.alloc(8);
  instant.writeBigInt64BE(BigInt(sealedAt));
  const bytes = linkHash(Buffer.from(previous, 'hex'), instant, Buffer.from(digest, 'hex'));
  return bytes.toString('hex');
}
