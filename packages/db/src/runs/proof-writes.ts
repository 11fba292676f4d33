import type { Knex } from 'knex';
import { RunSealModel } from './models/run-seal.ts';
import { RunShareLinkModel } from './models/run-share-link.ts';
import { RunSignatureModel } from './models/run-signature.ts';

type NewSignature = Pick<
  RunSignatureModel,
  | 'id'
  | 'runId'
  | 'meaning'
  | 'signerId'
  | 'signerName'
  | 'sessionId'
  | 'provedAt'
  | 'provedBy'
  | 'reason'
  | 'contentSha256'
  | 'testedJson'
>;

/** Whether it was written: not where its proof is under another signature already. */
export async function insertSignature(trx: Knex, signature: NewSignature): Promise<boolean> {
  const testedJson = JSON.stringify(signature.testedJson);
  const written = await trx(RunSignatureModel.tableName)
    .insert({ ...signature, testedJson })
    .onConflict(['sessionId', 'provedAt'])
    .ignore()
    .returning('id');
  return written.length > 0;
}

type NewSeal = Pick<
  RunSealModel,
  'runId' | 'fileId' | 'signatureId' | 'sealedAt' | 'language' | 'publicKey' | 'fingerprint'
>;

export async function insertSeal(trx: Knex, seal: NewSeal): Promise<void> {
  await RunSealModel.query(trx).insert(seal);
}

type NewShareLink = Pick<
  RunShareLinkModel,
  'id' | 'runId' | 'tokenHash' | 'note' | 'createdById' | 'createdByName' | 'expiresAt'
>;

export async function insertShareLink(trx: Knex, link: NewShareLink): Promise<void> {
  await RunShareLinkModel.query(trx).insert(link);
}

/** Whoever has the link reads nothing by it any more. */
export async function revokeShareLink(trx: Knex, id: string): Promise<void> {
  await RunShareLinkModel.query(trx)
    .findById(id)
    .whereNull('revokedAt')
    .patch({ revokedAt: new Date() });
}
