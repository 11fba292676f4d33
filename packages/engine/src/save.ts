import { boundQuery } from '@atelier/db/kernel/bound-query.ts';
import type { Knex } from 'knex';
import { joinedJson, jsonTexts, plainArray, textArray } from './array-literal.ts';
import { type Hold, isHeld } from './heartbeat.ts';
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
export async function save(
  db: Knex,
  queue: Queue,
  { workerId, leaseMs }: Saver,
  saves: readonly Save[],
): Promise<readonly Saved[]> {
  const values: readonly unknown[] = [workerId, leaseMs, ...runValues(saves)];
  const results = resultValues(saves);
  const [answer] = await boundQuery<SaveAnswer>(
    db,
    saveText(queue, results !== undefined),
    results === undefined ? values : [...values, ...results],
  );
  return savedOf(saves, answer);
}

/** What was written, told by what is not as it was asked for: nearly always nothing. */
interface SaveAnswer {
  /** Those that were written, where not all were: an empty list where none was. */
  readonly ids: readonly string[] | null;
  /** Of these, those that have another status than was to be written, or of whom something is asked. */
  readonly others: readonly Saved[] | null;
}

function savedOf(saves: readonly Save[], answer: SaveAnswer | undefined): readonly Saved[] {
  const ids = answer?.ids && new Set(answer.ids);
  const others = new Map(answer?.others?.map((one) => [one.id, one]));
  const written = ids ? saves.filter(({ id }) => ids.has(id)) : saves;
  return written.map(
    ({ id, write: { status } }) => others.get(id) ?? { id, status, control: null },
  );
}

function runValues(saves: readonly Save[]): readonly string[] {
  const writes = saves.map(({ write }) => write);
  return [
    plainArray(saves.map(({ id }) => id)),
    plainArray(saves.map(({ fence }) => fence)),
    plainArray(saves.map(({ checkpoint }) => checkpoint)),
    plainArray(writes.map(({ results }) => results.length)),
    plainArray(writes.map(({ status }) => status)),
    plainArray(writes.map(({ position }) => position)),
    joinedJson(writes.map(({ context }) => context)),
    joinedJson(writes.map(({ error }) => error)),
    joinedJson(writes.map(({ waitsFor }) => waitsFor)),
    plainArray(writes.map(({ wakeInMs }) => wakeInMs)),
    plainArray(writes.map(({ isLetGo }) => isLetGo || null)),
    plainArray(writes.map(({ keepsDecision }) => keepsDecision || null)),
  ];
}

/** Of each result its run and its place among those of the run, and what it is; undefined where there is none. */
function resultValues(saves: readonly Save[]): readonly string[] | undefined {
  const runs: string[] = [];
  const sequences: number[] = [];
  const results: ResultWrite[] = [];
  for (const { id, sequence, write } of saves) {
    let last = sequence;
    for (const result of write.results) {
      last += 1;
      runs.push(id);
      sequences.push(last);
      results.push(result);
    }
  }
  if (results.length === 0) return undefined;
  return [
    plainArray(runs),
    plainArray(sequences),
    plainArray(results.map(({ position }) => position)),
    plainArray(results.map(({ attempt }) => attempt)),
    textArray(results.map(({ status }) => status)),
    textArray(results.map(({ stepKey }) => stepKey)),
    plainArray(results.map(({ durationMs }) => durationMs)),
    joinedJson(results.map(({ result }) => result)),
  ];
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
    SELECT * FROM unnest($3::uuid[], $4::bigint[], $5::int[], $6::int[], $7::text[], $8::int[],
      ${jsonTexts('$9')}, ${jsonTexts('$10')}, ${jsonTexts('$11')}, $12::float8[], $13::boolean[], $14::boolean[])
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
      is_let_go = coalesce(g.is_let_go, false),
      stalls = 0,
      control = CASE WHEN g.waits_for::jsonb ->> 'kind' = 'pause' THEN NULL ELSE r.control END,
      locked_by = CASE WHEN g.status = 'IN_PROGRESS' THEN $1 END,
      lock_until = CASE WHEN g.status = 'IN_PROGRESS'
        THEN clock_timestamp() + $2::float8 * interval '1 millisecond' END,
      heartbeat_at = CASE WHEN g.status = 'IN_PROGRESS' THEN clock_timestamp() END,
      finished_at = CASE WHEN g.status IN ('PASSED', 'FAILED', 'CANCELLED') THEN clock_timestamp() END
    FROM given AS g
    WHERE r.id = g.id AND r.fence = g.fence AND r.checkpoint = g.checkpoint AND ${isHeld}
    RETURNING r.id, r.status, r.control, g.status AS wanted
  )${hasResults ? `, ${writtenText(results)}` : ''}
  SELECT CASE WHEN count(*) < cardinality($3::uuid[]) THEN coalesce(to_json(array_agg(id)), '[]') END AS ids,
    json_agg(json_build_object('id', id, 'status', status, 'control', control))
      FILTER (WHERE status <> wanted OR control IS NOT NULL) AS others
  FROM saved`;

const writtenText = (results: string) => `written AS (
    INSERT INTO ${results}
      (run_id, sequence, position, attempt, status, step_key, started_at, finished_at, result)
    SELECT w.run_id, w.sequence, w.position, w.attempt, w.status, w.step_key,
      clock_timestamp() - w.duration_ms * interval '1 millisecond', clock_timestamp(), w.result::jsonb
    FROM unnest($15::uuid[], $16::int[], $17::int[], $18::int[], $19::text[], $20::text[], $21::float8[],
      ${jsonTexts('$22')}) AS w (run_id, sequence, position, attempt, status, step_key, duration_ms, result)
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
