import { defineStateMachine, transition } from '../kernel/state-machine.ts';
import { runsError } from './errors.ts';

export const runStatuses = ['draft', 'in_progress', 'done', 'locked'] as const;
export type RunStatus = (typeof runStatuses)[number];

export const runEvents = ['start', 'finish', 'reopen', 'lock', 'unlock'] as const;
export type RunEvent = (typeof runEvents)[number];

/** The life of a run. The trigger `runs_check_change` holds the same table against whoever comes past the app. */
export const runMachine = defineStateMachine<RunStatus, RunEvent>({
  initial: 'draft',
  transitions: {
    draft: { start: 'in_progress' },
    in_progress: { finish: 'done' },
    done: { reopen: 'in_progress', lock: 'locked' },
    locked: { unlock: 'done' },
  },
});

/** Where an event leads. Throws `ERR_RUN_TRANSITION`, which says what would have been allowed. */
export function nextStatus(status: RunStatus, event: RunEvent): RunStatus {
  const decision = transition(runMachine, status, event);
  if (decision.ok) return decision.value;
  const { allowed } = decision.refusal;
  throw runsError('ERR_RUN_TRANSITION', { status, event, allowed: allowed.join(', ') });
}

/** The event that leads from one status to another. Throws `ERR_RUN_TRANSITION`. */
export function eventBetween(from: RunStatus, to: RunStatus): RunEvent {
  const row = Object.entries(runMachine.transitions[from]);
  const [event] = row.find(([, target]) => target === to) ?? [];
  if (event !== undefined) return event as RunEvent;
  throw runsError('ERR_RUN_TRANSITION', {
    status: from,
    event: to,
    allowed: row.map(([, target]) => target).join(', '),
  });
}
