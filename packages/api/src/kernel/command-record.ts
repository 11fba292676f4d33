import type { Change } from '@atelier/domain/kernel/change.ts';
import type { Knex } from 'knex';
import type { Actor } from './authorize.ts';

/** What a command changed, within its area: rows of an entity, or anything of it (`ids` null). */
export type Touched = Omit<Change, 'area'>;

/** What is told of a command that was done, before its commit. */
export interface CommandRecord {
  readonly actor: Actor;
  readonly command: string;
  readonly input: unknown;
  readonly touched: readonly Touched[];
}

/** Writes down what a command did, in its transaction: both stand, or neither. */
export type RecordCommand = (trx: Knex.Transaction, record: CommandRecord) => Promise<void>;
