import type { Knex } from 'knex';
import { quoteName } from '../catalog/quote.ts';
import { profiles } from '../profiles/rules/profiles.ts';
import { readAdoptions } from './adoption-record.ts';
import { readRepairs } from './repair-records.ts';
import type { AcceptedFact } from './rules/accepted.ts';

/**
 * Every difference that stays because it was accepted at an adoption, or because it is a column in which a
 * repair keeps what would have been lost. An adoption that was recorded by an older version has only names,
 * which do not tell whether something was changed since: those differences count as drift.
 */
export async function readAcceptedDifferences(db: Knex): Promise<readonly AcceptedFact[]> {
  const adoptions = await readAdoptions(db);
  const repairs = await readRepairs(db);
  return [
    ...repairs.flatMap(({ id, undoneAt, facts }): readonly AcceptedFact[] => {
      if (undoneAt !== null || facts.kind !== 'resource-key' || facts.kept === null) return [];
      const { schema } = profiles['time-legacy'];
      const object = { kind: 'column', schema, name: 'resources', part: facts.kept };
      const actual = `${quoteName(facts.kept)} uuid`;
      const by = { kind: 'repair', record: id } as const;
      return [{ class: 'extra', object, expected: null, actual, by }];
    }),
    // Behind the repairs: what the adoption itself repaired was accepted with the rest.
    ...adoptions.flatMap(({ profile, facts: { differences = [] } }) =>
      differences.map((each): AcceptedFact => ({ ...each, by: { kind: 'adoption', profile } })),
    ),
  ];
}
