/** How neighbouring events are told to belong together. */
export interface GroupingRule<Event> {
  /** Events with different keys are never in one group. */
  readonly key: (event: Event) => string;
  /** When the event happened: a number on any scale, as long as `window` is on the same one. */
  readonly at: (event: Event) => number;
  /** Neighbours stay together while the gap between one and the next is smaller than this. */
  readonly window: number;
}

/** Neighbouring events of one key, in the order they came in; never empty. */
export interface EventGroup<Event> {
  readonly key: string;
  readonly events: readonly [Event, ...Event[]];
}

/** Takes events one by one, and gives a group back as soon as the event after it is seen. */
export interface Grouper<Event> {
  /** The group that this event closes, if it does. */
  push(event: Event): EventGroup<Event> | undefined;
  /** The group still open, if any. The grouper is empty afterwards. */
  flush(): EventGroup<Event> | undefined;
}

/**
 * A grouper for a stream: holds one open group at a time. Events must come in order of time, forward or
 * backward: the gap is taken without its sign, so a history read from its end falls into the same groups.
 */
export function createGrouper<Event>(rule: GroupingRule<Event>): Grouper<Event> {
  let open: [Event, ...Event[]] | undefined;
  let key = '';
  let at = 0;
  const flush = () => {
    const group = open && { key, events: open };
    open = undefined;
    return group;
  };
  return {
    flush,
    push(event) {
      const nextKey = rule.key(event);
      const nextAt = rule.at(event);
      if (open !== undefined && nextKey === key && Math.abs(nextAt - at) < rule.window) {
        open.push(event);
        at = nextAt;
        return undefined;
      }
      const closed = flush();
      open = [event];
      key = nextKey;
      at = nextAt;
      return closed;
    },
  };
}

/** Groups events as they come by, in one pass; see {@link createGrouper} for the order they must have. */
export function* groupNeighbours<Event>(
  events: Iterable<Event>,
  rule: GroupingRule<Event>,
): Generator<EventGroup<Event>> {
  const grouper = createGrouper(rule);
  for (const event of events) {
    const closed = grouper.push(event);
    if (closed !== undefined) yield closed;
  }
  const rest = grouper.flush();
  if (rest !== undefined) yield rest;
}
