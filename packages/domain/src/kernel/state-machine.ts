import type { Decision } from './pipeline.ts';

/**
 * A state machine as a table: for each state, the events it answers and the state each leads to.
 * A state with no events is final. The table is the whole truth; diagrams are drawn from it.
 */
export type TransitionTable<State extends string, Event extends string> = {
  readonly [From in State]: Readonly<Partial<Record<Event, State>>>;
};

/** A table with its first state. */
export interface StateMachine<State extends string, Event extends string> {
  readonly initial: State;
  readonly transitions: TransitionTable<State, Event>;
}

/** Why a transition is refused: the state, what was asked of it, and what it would have answered. */
export interface TransitionRefusal<State extends string, Event extends string> {
  readonly reason: 'invalid_transition';
  readonly state: State;
  readonly event: Event;
  readonly allowed: readonly Event[];
}

/** Gives the table its types; the states are its keys. */
export function defineStateMachine<State extends string, Event extends string>(
  machine: StateMachine<State, Event>,
): StateMachine<State, Event> {
  return machine;
}

/** The events that a state answers, in the order of the table. */
export function allowedEvents<State extends string, Event extends string>(
  machine: StateMachine<State, Event>,
  state: State,
): readonly Event[] {
  return Object.keys(machine.transitions[state]) as Event[];
}

/** Whether a state answers no event. */
export function isFinal<State extends string, Event extends string>(
  machine: StateMachine<State, Event>,
  state: State,
): boolean {
  return allowedEvents(machine, state).length === 0;
}

/** The next state, or a refusal that names what would have been allowed. Never throws. */
export function transition<State extends string, Event extends string>(
  machine: StateMachine<State, Event>,
  state: State,
  event: Event,
): Decision<State, TransitionRefusal<State, Event>> {
  const row = machine.transitions[state];
  const next = Object.hasOwn(row, event) ? row[event] : undefined;
  if (next !== undefined) return { ok: true, value: next };
  const allowed = allowedEvents(machine, state);
  return { ok: false, refusal: { reason: 'invalid_transition', state, event, allowed } };
}
