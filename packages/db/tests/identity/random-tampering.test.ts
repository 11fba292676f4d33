import { verifyAudit } from '@atelier/db/identity/audit-verify.ts';
import type { AuditFinding } from '@atelier/domain/identity/audit-findings.ts';
import { proof } from '@atelier/testkit/proof.ts';
import { createTestDatabase } from '@atelier/testkit/test-database.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fillAndSeal, keepOriginal, tamper } from './sealed-log.ts';

/** A chain, its length, and the id of the entry at a position; see `fillAndSeal`. */
const chains = [
  {
    name: 'miniatures',
    length: 30,
    entryAt: (at: number) => Math.floor((at - 1) / 3) * 5 + ((at - 1) % 3) + 1,
  },
  {
    name: 'project:p1',
    length: 20,
    entryAt: (at: number) => Math.floor((at - 1) / 2) * 5 + ((at - 1) % 2) + 4,
  },
];

interface Tampering {
  readonly statements: readonly string[];
  /** Which findings say what was done, and where. */
  readonly names: (finding: AuditFinding) => boolean;
}

const position = fc
  .constantFrom(...chains)
  .chain((chain) =>
    fc
      .integer({ min: 1, max: chain.length })
      .map((at) => ({ ...chain, at, id: chain.entryAt(at) })),
  );
const named = (kind: string, id: number) => (one: AuditFinding) =>
  one.kind === kind && one.entryId === String(id);

const edits = fc.constantFrom(
  "actor_id = actor_id || ' '",
  "created_at = created_at - interval '1 microsecond'",
  'entity_id = entity_type, entity_type = entity_id',
  'before_json = after_json, after_json = before_json',
  'before_json = before_json || \'{"x": null}\'',
  "after_json = jsonb_set(after_json, '{price}', '1.50')",
  "request_id = ''",
  'run_id = request_id, request_id = NULL',
  "command = 'miniatures', area = 'rename'",
);
const edited = fc.tuple(position, edits).map(
  ([{ id }, edit]): Tampering => ({
    statements: [`UPDATE identity.audit_log SET ${edit} WHERE id = ${id}`],
    names: named('edited', id),
  }),
);
const removed = position.map(
  ({ id }): Tampering => ({
    statements: [`DELETE FROM identity.audit_log WHERE id = ${id}`],
    names: named('removed', id),
  }),
);
/** Not at the end: that needs an anchor. */
const inside = position.filter(({ at, length }) => at < length);
const removedWithSeal = inside.map(
  ({ id, at, name }): Tampering => ({
    statements: [
      `DELETE FROM identity.audit_log WHERE id = ${id}`,
      `DELETE FROM identity.audit_chain WHERE entry_id = ${id}`,
    ],
    names: ({ kind, chain, position }) => kind === 'removed' && chain === name && position === at,
  }),
);
const closedGap = inside.map(
  ({ id, at, name }): Tampering => ({
    statements: [
      `DELETE FROM identity.audit_log WHERE id = ${id}`,
      `DELETE FROM identity.audit_chain WHERE entry_id = ${id}`,
      `UPDATE identity.audit_chain SET position = position + 1000 WHERE chain = '${name}' AND position > ${at}`,
      `UPDATE identity.audit_chain SET position = position - 1001 WHERE position > 1000`,
    ],
    names: ({ kind, chain, position }) => kind === 'broken' && chain === name && position === at,
  }),
);
const inserted = fc.tuple(inside, fc.boolean()).map(
  ([{ id, at, name }, isForged]): Tampering => ({
    statements: [
      `INSERT INTO identity.audit_log OVERRIDING SYSTEM VALUE
     SELECT 900, created_at, 'mallory', action, area, command, entity_type, entity_id, project_id, run_id,
       before_json, after_json, request_id, door FROM identity.audit_log WHERE id = ${id}`,
      `UPDATE identity.audit_chain SET position = position + 1000 WHERE chain = '${name}' AND position > ${at}`,
      `UPDATE identity.audit_chain SET position = position - 999 WHERE position > 1000`,
      `INSERT INTO identity.audit_chain
     SELECT '${name}', ${at + 1}, 900, sealed_at, d.digest,
       ${isForged ? 'sha256(c.hash || timestamptz_send(sealed_at) || d.digest)' : "sha256('guessed')"}
     FROM identity.audit_chain AS c, (SELECT sha256(record_send(l)) AS digest FROM (
       SELECT id, created_at, actor_id, action, area, command, entity_type, entity_id, project_id, run_id,
         before_json, after_json, request_id, door FROM identity.audit_log WHERE id = 900) AS l) AS d
     WHERE c.chain = '${name}' AND c.position = ${at}`,
    ],
    names: named('inserted', 900),
  }),
);
const exchanged = fc
  .tuple(position, fc.nat())
  .map(([one, other]) => ({ one, other: (other % one.length) + 1 }))
  .filter(({ one, other }) => one.at !== other)
  .map(
    ({ one: { name, at, entryAt }, other }): Tampering => ({
      statements: [
        `UPDATE identity.audit_chain SET position = 1000 WHERE chain = '${name}' AND position = ${at}`,
        `UPDATE identity.audit_chain SET position = ${at} WHERE chain = '${name}' AND position = ${other}`,
        `UPDATE identity.audit_chain SET position = ${other} WHERE position = 1000`,
      ],
      names: ({ kind, entryId }) =>
        kind === 'reordered' && [entryAt(at), entryAt(other)].map(String).includes(entryId ?? ''),
    }),
  );
const resealed = fc
  .tuple(
    position,
    fc.constantFrom(
      "digest = sha256('x')",
      "hash = sha256('x')",
      "sealed_at = sealed_at - interval '1 s'",
    ),
  )
  .map(
    ([{ id }, change]): Tampering => ({
      statements: [`UPDATE identity.audit_chain SET ${change} WHERE entry_id = ${id}`],
      names: named('broken', id),
    }),
  );

const kinds = [edited, removed, removedWithSeal, closedGap, inserted, exchanged, resealed];

proof('audit-tampering', { short: 40, long: 2_000 }, ({ rounds, seed, passed }) => {
  test('whatever one does to a sealed log is found, and named', async () => {
    const database = await createTestDatabase();
    try {
      await fillAndSeal(database);
      const restore = await keepOriginal(database);
      await fc.assert(
        fc.asyncProperty(fc.oneof(...kinds), async ({ statements, names }) => {
          await restore();
          await tamper(database, ...statements);
          const { findings } = await verifyAudit(database.db);
          expect(findings.filter(names).length, JSON.stringify(findings)).toBeGreaterThan(0);
          // A fault is told where it is, and not all over the chain.
          expect(findings.length, JSON.stringify(findings)).toBeLessThan(4);
          passed();
        }),
        { numRuns: rounds, seed },
      );
      await restore();
      expect((await verifyAudit(database.db)).findings).toEqual([]);
    } finally {
      await database.drop();
    }
  });
});
