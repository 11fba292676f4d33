import type { testModelInput } from '@atelier/domain/kernel/model-connection.ts';
import { type ProbeFinding, probe } from '@atelier/models/probe/probe.ts';
import type { Knex } from 'knex';
import type { z } from 'zod';
import { connectionToTest, type ModelSources } from './model-connections.ts';

/** A model that has to be loaded first takes its time; whoever waits for the whole has a limit as well. */
const questionMs = 45_000;

/**
 * Asks a model a few small questions, and tells what it can do. Throws `ERR_MODEL_NONE`,
 * `ERR_MODEL_KEY_UNREADABLE`, `ERR_MODEL_SET_BY_VARIABLES`.
 */
export async function testModel(
  db: Knex,
  input: z.output<typeof testModelInput>,
  sources: ModelSources,
): Promise<readonly ProbeFinding[]> {
  const connection = await connectionToTest(db, input, sources);
  const findings: ProbeFinding[] = [];
  for await (const finding of probe(connection, { timeoutMs: questionMs })) findings.push(finding);
  return findings;
}
