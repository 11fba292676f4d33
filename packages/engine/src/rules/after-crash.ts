/**
 * What can be found out about an action after a crash between its intent and its result:
 *
 * - `repeatable`: to do it twice is to do it once
 * - `keyed`: the other side knows its idempotency key, and so repeats only the answer
 * - `probed`: the other side can be asked whether it happened
 * - `unknown`: nobody can tell
 */
export type Repeatability = 'repeatable' | 'keyed' | 'probed' | 'unknown';

/** What is known of an action when its run is held again. */
export interface Found {
  /** The intent was committed before the action. */
  readonly intended: boolean;
  /** So was its result, behind it. */
  readonly recorded: boolean;
  readonly repeatability: Repeatability;
  /** What the probe said; not given where it was not asked yet. */
  readonly probe?: 'happened' | 'did_not_happen' | 'cannot_tell';
  /** What a person decided. */
  readonly decision?: 'retry' | 'done';
}

/**
 * - `go_on`: its result is there; the next step
 * - `perform`: do it
 * - `repeat_with_key`: send it again under the key of the intent
 * - `ask_probe`: ask, and decide again with the answer
 * - `take_as_done`: it happened; write the result down without doing it
 * - `stuck`: a person has to decide
 */
export type AfterCrash =
  | 'go_on'
  | 'perform'
  | 'repeat_with_key'
  | 'ask_probe'
  | 'take_as_done'
  | 'stuck';

/** "Did it happen?": what to do about an action when its run is held again. Nothing is ever done twice on a guess. */
export function afterCrash({
  intended,
  recorded,
  repeatability,
  probe,
  decision,
}: Found): AfterCrash {
  if (recorded) return 'go_on';
  if (!intended) return 'perform';
  if (decision === 'done') return 'take_as_done';
  if (repeatability === 'keyed') return 'repeat_with_key';
  if (repeatability === 'repeatable' || decision === 'retry') return 'perform';
  if (repeatability === 'unknown') return 'stuck';
  if (probe === undefined) return 'ask_probe';
  if (probe === 'happened') return 'take_as_done';
  return probe === 'did_not_happen' ? 'perform' : 'stuck';
}
