import { defineStateMachine, isFinal } from '@atelier/domain/kernel/state-machine.ts';

/** In the order in which a run goes through them. */
export const runStatuses = [
  'PENDING',
  'QUEUED',
  'IN_PROGRESS',
  'PASSED',
  'FAILED',
  'FAILED_STUCK',
  'CANCELLED',
  'SKIPPED',
] as const;
export type RunStatus = (typeof runStatuses)[number];

export type RunEvent =
  | 'release'
  | 'wake'
  | 'resume'
  | 'pause'
  | 'cancel'
  | 'skip'
  | 'claim'
  | 'take_over'
  | 'checkpoint'
  | 'park'
  | 'let_go'
  | 'pass'
  | 'fail'
  | 'get_stuck'
  | 'retry'
  | 'take_as_done';

/** What a run can be, and what leads where. The statements of the engine follow it. */
export const runMachine = defineStateMachine<RunStatus, RunEvent>({
  initial: 'QUEUED',
  transitions: {
    PENDING: {
      release: 'QUEUED',
      wake: 'QUEUED',
      resume: 'QUEUED',
      pause: 'PENDING',
      skip: 'SKIPPED',
      cancel: 'CANCELLED',
    },
    QUEUED: { claim: 'IN_PROGRESS', pause: 'PENDING', skip: 'SKIPPED', cancel: 'CANCELLED' },
    IN_PROGRESS: {
      checkpoint: 'IN_PROGRESS',
      take_over: 'IN_PROGRESS',
      park: 'PENDING',
      let_go: 'QUEUED',
      pass: 'PASSED',
      fail: 'FAILED',
      get_stuck: 'FAILED_STUCK',
      cancel: 'CANCELLED',
    },
    PASSED: {},
    FAILED: {},
    FAILED_STUCK: { retry: 'QUEUED', take_as_done: 'QUEUED', fail: 'FAILED', cancel: 'CANCELLED' },
    CANCELLED: {},
    SKIPPED: {},
  },
});

/** PASSED, FAILED, CANCELLED, SKIPPED: nothing leads out of them. */
export const finalStatuses: readonly RunStatus[] = runStatuses.filter((status) =>
  isFinal(runMachine, status),
);
