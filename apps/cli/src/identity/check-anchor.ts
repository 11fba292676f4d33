import { anchorKey, isSigned, publicKeyOf } from '@atelier/db/identity/anchor-key.ts';
import { type AuditAnchor, anchorSchema } from '@atelier/domain/identity/audit-anchor.ts';
import { type AuditFinding, finding } from '@atelier/domain/identity/audit-findings.ts';
import { operatorError } from '@atelier/lifecycle/errors/operator-errors.ts';
import { readText } from '@atelier/lifecycle/files/read-text.ts';
import type { Settings } from '@atelier/lifecycle/session/env.ts';
import { knownHouseSecret } from '@atelier/lifecycle/session/house-secret.ts';

export interface CheckedAnchor {
  /** To be compared with the chains; undefined where it says nothing, for it was forged. */
  readonly anchor: AuditAnchor | undefined;
  readonly findings: readonly AuditFinding[];
  /** Whether it is known that the key is this house's, or not its; null where that cannot be told. */
  readonly isOurs: boolean | null;
}

/**
 * Reads an anchor, and looks whose it is.
 *
 * @param expectedKey the public key that it has to have; else that of this house, if its secret is here
 * @throws ERR_ANCHOR_UNREADABLE
 */
export async function checkAnchor(
  path: string,
  expectedKey: string | undefined,
  settings: Settings,
): Promise<CheckedAnchor> {
  const anchor = parse(await readText(path), path);
  const secret = expectedKey === undefined ? await knownHouseSecret(settings) : undefined;
  const wanted = expectedKey ?? (secret && publicKeyOf(anchorKey(secret)));
  const isOurs = wanted === undefined ? null : wanted === anchor.publicKey;
  if (!isSigned(anchor)) return { anchor: undefined, findings: [finding('anchor_forged')], isOurs };
  return { anchor, findings: isOurs === false ? [finding('anchor_foreign')] : [], isOurs };
}

function parse(text: string, path: string): AuditAnchor {
  try {
    return anchorSchema.parse(JSON.parse(text));
  } catch {
    throw operatorError('ERR_ANCHOR_UNREADABLE', { path });
  }
}
