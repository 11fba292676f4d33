/** A system as a graph: its first state, and what can happen in each. */
export interface System<State> {
  readonly initial: State;
  /** Everything that can happen next, by name. */
  steps(state: State): readonly (readonly [name: string, next: State])[];
  /** What is wrong with a state; undefined where nothing is. */
  violation(state: State): string | undefined;
  /** Where it may end. */
  isDone(state: State): boolean;
}

export interface Exploration {
  readonly states: number;
  /** What went wrong first, and the shortest way there. */
  readonly violation?: { readonly what: string; readonly trace: readonly string[] };
  /** States from which the end cannot be reached any more; only where they were asked for. */
  readonly deadEnds?: number;
}

/** Looks at every state that can be reached, breadth first, and stops at the first that is wrong. */
export function explore<State>(system: System<State>, { findsDeadEnds = false } = {}): Exploration {
  const from = new Map<string, { readonly step: string; readonly before: string | undefined }>();
  const before = new Map<string, string[]>();
  const done: string[] = [];
  const first = JSON.stringify(system.initial);
  from.set(first, { step: 'start', before: undefined });
  let edge: readonly (readonly [string, State])[] = [[first, system.initial]];
  while (edge.length > 0) {
    const next: (readonly [string, State])[] = [];
    for (const [key, state] of edge) {
      const what = system.violation(state);
      if (what !== undefined) {
        return { states: from.size, violation: { what, trace: traceTo(key, from) } };
      }
      if (findsDeadEnds && system.isDone(state)) done.push(key);
      for (const [step, reached] of system.steps(state)) {
        const reachedKey = JSON.stringify(reached);
        if (findsDeadEnds) {
          const ways = before.get(reachedKey);
          if (ways === undefined) before.set(reachedKey, [key]);
          else ways.push(key);
        }
        if (from.has(reachedKey)) continue;
        from.set(reachedKey, { step, before: key });
        next.push([reachedKey, reached]);
      }
    }
    edge = next;
  }
  if (!findsDeadEnds) return { states: from.size };
  return { states: from.size, deadEnds: from.size - reaching(done, before) };
}

function traceTo(
  key: string,
  from: ReadonlyMap<string, { readonly step: string; readonly before: string | undefined }>,
): readonly string[] {
  const trace: string[] = [];
  for (let at: string | undefined = key; at !== undefined; at = from.get(at)?.before) {
    trace.unshift(from.get(at)?.step ?? '');
  }
  return trace;
}

/** How many states lead to one of these. */
function reaching(done: readonly string[], before: ReadonlyMap<string, readonly string[]>): number {
  const seen = new Set(done);
  const left = [...done];
  for (let key = left.pop(); key !== undefined; key = left.pop()) {
    for (const earlier of before.get(key) ?? []) {
      if (seen.has(earlier)) continue;
      seen.add(earlier);
      left.push(earlier);
    }
  }
  return seen.size;
}
