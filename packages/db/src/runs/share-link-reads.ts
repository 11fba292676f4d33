import type { Knex } from 'knex';
import { RunShareLinkModel } from './models/run-share-link.ts';

/** The links to a run, the newest first. */
export async function shareLinksOf(db: Knex, runId: string): Promise<readonly RunShareLinkModel[]> {
  return RunShareLinkModel.query(db).where({ runId }).orderBy('createdAt', 'desc').limit(200);
}

export async function shareLinksById(
  db: Knex,
  ids: readonly string[],
): Promise<readonly RunShareLinkModel[]> {
  return RunShareLinkModel.query(db).whereIn('id', [...ids]);
}

/** The link with this token, while it is good: neither expired nor revoked. */
export async function findGoodShareLink(
  db: Knex,
  tokenHash: Buffer,
): Promise<RunShareLinkModel | undefined> {
  return RunShareLinkModel.query(db)
    .findOne({ tokenHash })
    .whereNull('revokedAt')
    .where('expiresAt', '>', new Date());
}
