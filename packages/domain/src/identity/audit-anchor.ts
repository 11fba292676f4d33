import { z } from 'zod';
import { type AuditFinding, finding } from './audit-findings.ts';

/** Where a chain ended when an anchor was made. */
export interface ChainHead {
  readonly chain: string;
  readonly position: number;
  /** 64 hexadecimal digits. */
  readonly hash: string;
}

export const anchorFormat = 'atelier-audit-anchor-1';

const base64 = z.base64().max(200);

/** An anchor file: the heads of all chains at one moment, signed. */
export const anchorSchema = z.strictObject({
  format: z.literal(anchorFormat),
  madeAt: z.iso.datetime(),
  heads: z.array(
    z.strictObject({
      chain: z.string().min(1),
      position: z.int().positive(),
      hash: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
  /** Ed25519, 32 bytes in base64. */
  publicKey: base64,
  /** 64 bytes in base64. */
  signature: base64,
});
export interface AuditAnchor extends Omit<z.output<typeof anchorSchema>, 'heads'> {
  readonly heads: readonly ChainHead[];
}

/** What an anchor's signature is of: the same text, however the file is formatted. */
export function signedText({ madeAt, heads, publicKey }: Omit<AuditAnchor, 'signature'>): string {
  const rows = heads.map(({ chain, position, hash }) => [chain, position, hash]);
  return JSON.stringify([anchorFormat, madeAt, publicKey, rows]);
}

/**
 * Whether the heads of an anchor are still where they were.
 *
 * @param lengths how long each chain is now; one that is not there is missing
 * @param hashes what is at the anchored positions now, by chain; none where the chain has a gap there
 */
export function checkHeads(
  heads: readonly ChainHead[],
  lengths: ReadonlyMap<string, number>,
  hashes: ReadonlyMap<string, string>,
): readonly AuditFinding[] {
  return heads.flatMap(({ chain, position, hash }) => {
    const length = lengths.get(chain) ?? 0;
    if (length < position) {
      return [finding('cut_off', { chain, position: length + 1, rows: position - length })];
    }
    return hashes.get(chain) === hash ? [] : [finding('rewritten', { chain, position })];
  });
}
