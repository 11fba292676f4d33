import type { Knex } from 'knex';

/** Until the end of the transaction nobody else counts what the user has, to add one more. */
export async function lockUser(trx: Knex.Transaction, userId: string): Promise<void> {
  await trx('identity.users').select('id').where({ id: userId }).forNoKeyUpdate();
}
