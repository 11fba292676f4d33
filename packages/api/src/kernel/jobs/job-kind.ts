import type { AuditDoor, AuditEntry } from '@atelier/domain/identity/audit.ts';
import type { Change } from '@atelier/domain/kernel/change.ts';
import type { JobProgress } from '@atelier/domain/kernel/job.ts';
import type { Knex } from 'knex';
import type { z } from 'zod';

/** What every job works with; areas whose jobs need more extend it. */
export interface JobServices {
  readonly db: Knex;
}

/** Who asked for a job, and by which request. */
export interface AskedBy {
  readonly actorId: string;
  readonly requestId: string | null;
  readonly door: AuditDoor;
}

/** A job as its kind is given it: as of its last step. */
export interface Job<Input, State> {
  readonly id: string;
  readonly input: Input;
  readonly asked: AskedBy;
  /** What the step before left for this one; undefined for the first step. */
  readonly state: State | undefined;
  /** A step was begun before, and whoever did it was lost: what the state intends may be half done. */
  readonly resumed: boolean;
}

/** What a step came to: it is committed as one, and the next step begins behind it. */
export type JobStep<State> = {
  /**
   * Further writes in the transaction of the step, which nobody does who has lost the job; what it gives is written to the
   * audit log in the name of whoever asked. It may be repeated: it changes the database alone.
   */
  readonly commit?: ((trx: Knex.Transaction) => Promise<readonly AuditEntry[]>) | undefined;
} & (
  | { readonly next: State; readonly progress?: JobProgress }
  /** The end, with what the job gives: JSON. */
  | { readonly done: unknown }
);

/** What jobs of one kind do, as an area declares it beside its rules. */
interface JobDefinition<
  Services extends JobServices,
  Input extends z.ZodType,
  State extends z.ZodType,
> {
  /** `<area>.<what it does>`: stands in rows and in the audit log, so it is never renamed. */
  readonly name: `${string}.${string}`;
  readonly input: Input;
  /** What its steps leave for each other: an older release may have written it. Left out for jobs of one step. */
  readonly state?: State;
  /** How long a step may take; ten minutes unless told. */
  readonly stepLimitMs?: number;
  /** It is asked for by the house itself, once in so many hours, and takes `{}`. */
  readonly everyHours?: number;
  /**
   * Does the next step. One that was not committed may be done again. What it throws ends the job, unless trying again
   * later may help: then it is tried a few times more.
   */
  readonly step: (
    job: Job<z.output<Input>, z.output<State>>,
    services: Services,
    signal: AbortSignal,
  ) => Promise<JobStep<z.output<State>>>;
  /** In the transaction in which it fails: takes back what is of no use now. */
  readonly onFailed?: (
    trx: Knex.Transaction,
    job: Pick<Job<z.output<Input>, z.output<State>>, 'input' | 'state'>,
  ) => Promise<void>;
}

/** A kind of job, whatever it takes: `defineJob` makes one of its definition. */
export type JobKind<Services extends JobServices = JobServices> = JobDefinition<
  Services,
  z.ZodType,
  z.ZodType
>;

/** A kind that jobs of `Input` are asked for by. */
export interface AskableJob<Input> {
  readonly name: string;
  /** For types alone. */
  readonly takes?: Input;
}

/** For an area whose jobs work with `Services`: gives a kind its types, to be kept in a list with others. */
export function defineJob<Services extends JobServices>() {
  return <Input extends z.ZodType, State extends z.ZodType = z.ZodUndefined>(
    definition: JobDefinition<Services, Input, State>,
  ): JobKind<Services> & AskableJob<z.input<Input>> =>
    definition as unknown as JobKind<Services> & AskableJob<z.input<Input>>;
}

/** Whom a job tells of: pages that show it read it anew whenever the job has come further. */
export type Told = Pick<Change, 'area' | 'entity' | 'ids' | 'projectId'>;
