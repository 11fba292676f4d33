import type { ExecutionContext } from '@atelier/domain/orchestra/execution-context.ts';
import type { Json } from '@atelier/domain/orchestra/json.ts';
import type { Scenario, Step } from '@atelier/domain/orchestra/suite-file.ts';
import type { StepFailure } from '@atelier/domain/orchestra/types.ts';
import type { ClaimedRun } from '@atelier/engine/handler.ts';
import type { ExecutionServices } from './execution-services.ts';
import type { KnownPlan } from './plan-cache.ts';

/** A test run in the hands of a worker. */
export interface RunState {
  readonly services: ExecutionServices;
  readonly run: ClaimedRun;
  readonly context: ExecutionContext;
  readonly known: KnownPlan;
  readonly scenario: Scenario;
  readonly signal: AbortSignal;
  /** Whether this worker may still act: asked right before anything that must not be done twice. */
  readonly isHeld: () => boolean;
}

/** The same at one of its steps. */
export interface StepState extends RunState {
  readonly step: Step;
  readonly position: number;
}

/** What a step came to, for good. */
export interface StepEnd {
  readonly status: 'PASSED' | 'FAILED';
  /** Evidence, without secrets. */
  readonly result: Json;
  readonly failure?: StepFailure;
  readonly durationMs: number;
  /** What of the context is another one now. */
  readonly context?: Partial<ExecutionContext>;
}
