import { boundQuery } from '@atelier/db/kernel/bound-query.ts';
import type { Knex } from 'knex';
import { plainArray, textArray } from './array-literal.ts';
import type { Hold } from './heartbeat.ts';
import type { Queue } from './queue.ts';
import type { ResultWrite, RunWrite } from './rules/read-advance.ts';
import type { RunStatus } from './rules/run-machine.ts';

/** A checkpoint of one run, with what its holder knows of the row. */
export interface Save extends Hold {
  /** How many checkpoints there were: the write takes effect once. */
  readonly checkpoint: number;
  /** How many results there were. */
  readonly sequence: number;
  readonly write: RunWrite;
}

/** A run as a checkpoint left it. */
export interface Saved {
  readonly id: string;
  /** QUEUED for one that was to wait and was released, or cancelled, meanwhile. */
  readonly status: RunStatus;
  readonly control: 'cancel' | 'pause' | null;
}

/** Who writes, and for how long a run is held behind it. */
export interface Saver {
  readonly workerId: string;
  readonly leaseMs: number;
}

/**
 * Writes the checkpoints of many runs in one statement: each where it is still held, under its fence, and its lease
 * has not run out. Rows are locked in the order in which they are given.
 *
 * @returns those that were written; whoever is missing has lost the run
 */
export function save(
  db: Knex,
  queue: Queue,
  { workerId, leaseMs }: Saver,
  saves: readonly Save[],
): Promise<readonly Saved[]> {
  const results = saves.flatMap(({ id, sequence, write }) =>
    write.results.map((written, place) => ({ run: id, sequence: sequence + place + 1, written })),
  );
  const writes = saves.map(({ write }) => write);
  return boundQuery<Saved>(db, saveText(queue, results.length > 0), [
    workerId,
    leaseMs,
    plainArray(saves.map(({ id }) => id)),
    plainArray(saves.map(({ fence }) => fence)),
    plainArray(saves.map(({ checkpoint }) => checkpoint)),
    plainArray(writes.map(({ results: written }) => written.length)),
    plainArray(writes.map(({ status }) => status)),
    plainArray(writes.map(({ position }) => position)),
    textArray(writes.map(({ context }) => context)),
    textArray(writes.map(({ error }) => error)),
    textArray(writes.map(({ waitsFor }) => waitsFor)),
    plainArray(writes.map(({ wakeInMs }) => wakeInMs)),
    plainArray(writes.map(({ isLetGo }) => isLetGo)),
    plainArray(writes.map(({ keepsDecision }) => keepsDecision)),
    ...(results.length > 0 ? resultValues(results) : []),
  ]);
}

function resultValues(results: readonly WrittenResult[]): readonly string[] {
  return [
    plainArray(results.map(({ run }) => run)),
    plainArray(results.map(({ sequence }) => sequence)),
    plainArray(results.map(({ written }) => written.position)),
    plainArray(results.map(({ written }) => written.attempt)),
    textArray(results.map(({ written }) => written.status)),
    textArray(results.map(({ written }) => written.stepKey)),
    plainArray(results.map(({ written }) => written.durationMs)),
    textArray(results.map(({ written }) => written.result)),
  ];
}

/** A result with its place among those of its run. */
interface WrittenResult {
  readonly run: string;
  readonly sequence: number;
  readonly written: ResultWrite;
}

/**
 * One that was released, or is to be cancelled, does not begin to wait, nor does one that is not to be paused any
 * more; else nobody would wake it.
 */
const next = `CASE
  WHEN g.waits_for::jsonb ->> 'kind' = 'pause' AND r.control IS DISTINCT FROM 'pause' THEN 'QUEUED'
  WHEN g.status = 'PENDING' AND r.control = 'cancel' THEN 'QUEUED'
  WHEN g.status = 'PENDING' AND r.wake_at IS NOT NULL AND g.waits_for::jsonb ->> 'kind' IS DISTINCT FROM 'pause'
    THEN 'QUEUED'
  WHEN g.status = 'FAILED_STUCK' AND r.control = 'cancel' AND g.waits_for::jsonb ->> 'kind' <> 'end'
    THEN 'QUEUED'
  ELSE g.status END`;

const saveText = ({ runs, results }: Queue, hasResults: boolean) => `WITH given AS (
    SELECT * FROM unnest($3::uuid[], $4::bigint[], $5::int[], $6::int[], $7::text[], $8::int[], $9::text[],
      $10::text[], $11::text[], $12::float8[], $13::boolean[], $14::boolean[])
      AS g (id, fence, checkpoint, results, status, position, context, error, waits_for, wake_ms, is_let_go,
        keeps_decision)
  ),
  saved AS (
    UPDATE ${runs} AS r SET
      status = ${next},
      position = coalesce(g.position, r.position),
      sequence = r.sequence + g.results,
      checkpoint = r.checkpoint + 1,
      execution_context = coalesce(g.context::jsonb, r.execution_context),
      error = g.error::jsonb,
      waits_for = CASE WHEN ${next} = g.status THEN g.waits_for::jsonb END,
      wake_at = CASE WHEN ${next} = 'PENDING'
        THEN clock_timestamp() + g.wake_ms * interval '1 millisecond'
        WHEN g.status = 'IN_PROGRESS' THEN r.wake_at END,
      decision = CASE WHEN g.keeps_decision THEN r.decision END,
      is_let_go = g.is_let_go,
      stalls = 0,
      control = CASE WHEN g.waits_for::jsonb ->> 'kind' = 'pause' THEN NULL ELSE r.control END,
      locked_by = CASE WHEN g.status = 'IN_PROGRESS' THEN $1 END,
      lock_until = CASE WHEN g.status = 'IN_PROGRESS'
        THEN clock_timestamp() + $2::float8 * interval '1 millisecond' END,
      heartbeat_at = CASE WHEN g.status = 'IN_PROGRESS' THEN clock_timestamp() END,
      finished_at = CASE WHEN g.status IN ('PASSED', 'FAILED', 'CANCELLED') THEN clock_timestamp() END
    FROM given AS g
    WHERE r.id = g.id AND r.fence = g.fence AND r.checkpoint = g.checkpoint
      AND r.status = 'IN_PROGRESS' AND r.lock_until > clock_timestamp()
    RETURNING r.id, r.status, r.control
  )${hasResults ? `, ${writtenText(results)}` : ''}
  SELECT id, status, control FROM saved`;

const writtenText = (results: string) => `written AS (
    INSERT INTO ${results}
      (run_id, sequence, position, attempt, status, step_key, started_at, finished_at, result)
    SELECT w.run_id, w.sequence, w.position, w.attempt, w.status, w.step_key,
      clock_timestamp() - w.duration_ms * interval '1 millisecond', clock_timestamp(), w.result::jsonb
    FROM unnest($15::uuid[], $16::int[], $17::int[], $18::int[], $19::text[], $20::text[], $21::float8[],
      $22::text[]) AS w (run_id, sequence, position, attempt, status, step_key, duration_ms, result)
    JOIN saved ON saved.id = w.run_id
  )`;

/**
 * Of checkpoints whose answer was lost on the way, those that had taken effect. A holder is the only one who
 * raises the count under its fence.
 */
export function alreadySaved(
  db: Knex,
  queue: Queue,
  saves: readonly Save[],
): Promise<readonly Saved[]> {
  return boundQuery<Saved>(
    db,
    `SELECT r.id, r.status, r.control FROM ${queue.runs} AS r
    JOIN unnest($1::uuid[], $2::bigint[], $3::int[]) AS g (id, fence, checkpoint)
      ON g.id = r.id AND g.fence = r.fence AND r.checkpoint = g.checkpoint + 1`,
    [
      saves.map(({ id }) => id),
      saves.map(({ fence }) => fence),
      saves.map(({ checkpoint }) => checkpoint),
    ],
  );
}
