import type { ShownJob } from '../../kernel/job.ts';
import type { RunSignature } from './signature.ts';

/** The seal of a run, as pages show it. */
export interface RunSeal {
  /** Of the archive: `GET /api/files/<id>?download`. */
  readonly fileId: string;
  readonly size: number;
  /** Of the archive. */
  readonly sha256: string;
  readonly sealedAt: string;
  readonly publicKey: string;
  readonly fingerprint: string;
}

/** What proves a run so far. */
export interface RunProof {
  readonly signatures: readonly RunSignature[];
  readonly seal: RunSeal | null;
  /** How the making of the archive goes, or why it failed; null where nobody asked for it, or it is there. */
  readonly sealing: ShownJob | null;
}

/** A link by which somebody without an account reads a sealed run. Its token is told once, when it is made. */
export interface ShareLink {
  readonly id: string;
  readonly note: string;
  readonly createdBy: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly revokedAt: string | null;
}

/** Before the token and a slash, below the house's address. */
export const sharedPath = '/shared/';
