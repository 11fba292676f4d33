import { createSealer } from '@atelier/db/identity/audit-sealer.ts';
import { type AuditReport, verifyAudit } from '@atelier/db/identity/audit-verify.ts';
import { writeAudit } from '@atelier/db/identity/audit-writes.ts';
import type { TestDatabase } from '@atelier/testkit/test-database.ts';
import type { Knex } from 'knex';

const origin = {
  actorId: 'ann',
  command: 'miniatures.rename',
  requestId: 'req-1',
  door: 'trpc',
} as const;

/** Writes so many entries, as one command does. */
export function write(db: Knex, count: number, projectId?: string): Promise<void> {
  const entries = Array.from({ length: count }, (_, index) => ({
    action: 'update' as const,
    entity: 'type',
    id: `type-${index}`,
    before: { name: `Old ${index}` },
    after: { name: `New "${index}" \\ Ж`, price: 1.5 },
    projectId,
  }));
  return writeAudit(db, origin, entries);
}

/** Writes entries one after the other, and seals them: 30 of miniatures, 20 of a project. */
export async function fillAndSeal({ db }: TestDatabase): Promise<void> {
  for (let round = 0; round < 10; round += 1) {
    await write(db, 3);
    await write(db, 2, 'p1');
  }
  await createSealer(db).seal(1_000);
}

/** What somebody can do who may do everything in the database. */
export async function tamper(
  { db }: Pick<TestDatabase, 'db'>,
  ...statements: readonly string[]
): Promise<void> {
  await db.transaction(async (trx) => {
    await trx.raw("SET LOCAL session_replication_role = 'replica'");
    for (const statement of statements) await trx.raw(statement);
  });
}

/** The findings, short: `edited miniatures 7 #12`. */
export function told({ findings }: Pick<AuditReport, 'findings'>): readonly string[] {
  return findings.map(({ kind, chain, position, entryId, rows }) =>
    [kind, chain, position, entryId && `#${entryId}`, rows > 1 && `×${rows}`]
      .filter(Boolean)
      .join(' '),
  );
}

export const found = async ({ db }: Pick<TestDatabase, 'db'>) => told(await verifyAudit(db));

/** The log as it was sealed, to begin again from. */
export async function keepOriginal({ db }: TestDatabase): Promise<() => Promise<void>> {
  await db.raw('CREATE TABLE public.log_kept AS TABLE identity.audit_log');
  await db.raw('CREATE TABLE public.chain_kept AS TABLE identity.audit_chain');
  return () =>
    tamper(
      { db },
      'TRUNCATE identity.audit_log, identity.audit_chain',
      'INSERT INTO identity.audit_log OVERRIDING SYSTEM VALUE SELECT * FROM public.log_kept',
      'INSERT INTO identity.audit_chain SELECT * FROM public.chain_kept',
    );
}
