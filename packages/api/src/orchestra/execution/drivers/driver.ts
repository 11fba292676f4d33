import type { Json } from '@atelier/domain/orchestra/json.ts';
import type { PlannedEnvironment } from '@atelier/domain/orchestra/run-plan.ts';
import type { Knex } from 'knex';

/** What a driver gets to do a step once. */
export interface DriverCall {
  /** As the driver's schema has it, with all templates filled in. */
  readonly request: unknown;
  readonly environment: PlannedEnvironment;
  /** The value of a secret of the environment. Throws `SECRET_UNREADABLE`. */
  readonly secret: (name: string) => string;
  /** The same over all repetitions of the step: for systems that know such keys. */
  readonly key: { readonly header: string; readonly value: string } | null;
  /** Ends when the time of the attempt is up, the run is cancelled or the lease is lost. */
  readonly signal: AbortSignal;
  /** Whether it may still be done, to be asked as late as can be: who was frozen learns of its lost lease last. */
  readonly isHeld?: () => boolean;
  /** What the driver kept at the last step of this test run, such as cookies. */
  readonly state: Json;
  /** For what the house itself knows: letters that came, when the run began. */
  readonly db: Knex;
  readonly suiteRunId: string;
}

/** What came of it. */
export interface DriverAnswer {
  /** What assertions and exports see: the answer of the driver, as its file in the domain says it. */
  readonly output: Readonly<Record<string, unknown>>;
  /** The request as it was sent, for the result. */
  readonly sent: Json;
  /** Facts about the answer besides, for the result: that it was cut. */
  readonly notes?: Readonly<Record<string, string | number | boolean>>;
  /** Kept for the next step of this driver. */
  readonly state?: Json;
}

/** One look of a step for what it waits for: it goes on waiting without a worker. */
export interface Look {
  /** How long it may wait for what is not there yet, in milliseconds. */
  readonly holdMs: number;
  /** How long the step has waited already. */
  readonly waitedMs: number;
  /** Whether it is the last one: nothing is left unseen. */
  readonly isLast: boolean;
  /** What the look before this one kept; null at the first. */
  readonly kept: Json;
}

/** A look that found too little. */
export interface InVain {
  /** For the next look. */
  readonly kept: Json;
  /** How much there was, should it be the last one. */
  readonly facts: { readonly [Name in 'found' | 'count' | 'looked']?: number };
}

/** Does the steps of one kind. Throws a {@link StepError} where there is no answer. */
export interface Driver {
  perform(call: DriverCall): Promise<DriverAnswer>;
  /**
   * Looks once for what a request waits for. Of a driver with it, `perform` waits to the end, which is for probes.
   */
  look?(call: DriverCall, look: Look): Promise<DriverAnswer | InVain>;
  /** Whether what this request waits for is still there at a later look. */
  readonly keeps?: (request: unknown) => boolean;
  /** Whether this request only looks, so that it may be repeated whatever became of it. */
  readonly onlyReads?: (request: unknown) => boolean;
  /** How long it waits for something to come, in milliseconds: an attempt is given that time. */
  readonly waitsMs?: (request: unknown) => number;
}

/** A driver whose library is loaded with its first step: most houses never need it. */
export function lazyDriver(
  load: () => Promise<Driver>,
  rest: Omit<Driver, 'perform' | 'look'> = {},
): Driver {
  return {
    ...rest,
    perform: async (call) => (await load()).perform(call),
    async look(call, look) {
      const driver = await load();
      return driver.look === undefined ? driver.perform(call) : driver.look(call, look);
    },
  };
}
