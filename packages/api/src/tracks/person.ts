import { learnerOf } from '@atelier/db/tracks/learner-reads.ts';
import type { Actor } from '@atelier/domain/identity/actor.ts';
import { kernelError } from '@atelier/domain/kernel/errors.ts';
import { idSchema } from '@atelier/domain/tracks/schemas.ts';
import type { Knex } from 'knex';

/** Who learns: somebody of the house. The house itself, and a program of a test, are nobody's account. */
export function personOf({ id, kind }: Actor): string | null {
  return kind === 'user' && idSchema.safeParse(id).success ? id : null;
}

/** The same for what only a person can do. Throws `ERR_FORBIDDEN`. */
export function requirePerson(actor: Actor): string {
  const person = personOf(actor);
  if (person === null) throw kernelError('ERR_FORBIDDEN');
  return person;
}

/** The learner that whoever calls is; undefined where they have begun nothing. */
export function learnerOfActor(db: Knex, actor: Actor): Promise<string | undefined> {
  return learnerOf(db, personOf(actor));
}
