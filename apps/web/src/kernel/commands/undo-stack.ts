import { groupNeighbours } from '@atelier/domain/kernel/grouping.ts';
import type { QueryClient } from '@tanstack/react-query';
import type { TakeBack } from './command.ts';
import { isCommandList, readSession, writeSession } from './session.ts';

/** Something that was done in this tab, and how it is taken back. */
export type Step = TakeBack & {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** What was answered, where the area was not there to complete the step with it. */
  readonly answer?: unknown;
};

/** Steps of one group are one while less than this lies between one and the next. */
const groupMs = 300_000;
/** Older ones are left out of a group that is taken back, for the server would refuse them. */
const youngMs = 300_000;
/** So many steps back nothing is young any more. */
const maxSteps = 500;

/** What was done in this tab, to be taken back from the last to the first, also after a reload. */
export function createUndoStack(key: string, now: () => number = Date.now) {
  const kept = readSession(key);
  let steps: readonly Step[] = isCommandList<Step>(kept) ? kept : [];
  const set = (next: readonly Step[]) => {
    steps = next.slice(-maxSteps);
    writeSession(key, steps);
  };
  /** The last steps that are one, newest first. */
  const lastGroup = (): readonly Step[] => {
    const newestFirst = steps.toReversed();
    const [group] = groupNeighbours(newestFirst, {
      key: (step) => step.group ?? `${newestFirst.indexOf(step)}`,
      at: (step) => step.at,
      window: groupMs,
    });
    return group?.events ?? [];
  };
  return {
    /** Gives all the steps that are one with it, oldest first, itself the last. */
    push(done: TakeBack, answer?: unknown): readonly Step[] {
      set([...steps, { ...done, at: now(), ...(answer === undefined ? {} : { answer }) }]);
      return lastGroup().toReversed();
    },
    /** The last steps that are one, oldest first, and forgets them; nothing when all is taken back. */
    take(): readonly Step[] {
      const [last, ...before] = lastGroup();
      if (last === undefined) return [];
      const young = before.filter(({ at }) => now() - at < youngMs);
      const taken = [...young.toReversed(), last];
      set(steps.slice(0, -taken.length));
      return taken;
    },
    /** What was taken back in another way. */
    forget(isGone: (step: Step) => boolean): void {
      set(steps.filter((step) => !isGone(step)));
    },
  };
}

export type UndoStack = ReturnType<typeof createUndoStack>;

const stacks = new WeakMap<QueryClient, Map<string, UndoStack>>();

/** The one stack of an area. */
export function undoStackOf(queryClient: QueryClient, area: string): UndoStack {
  const ofClient = stacks.get(queryClient) ?? new Map<string, UndoStack>();
  stacks.set(queryClient, ofClient);
  const stack = ofClient.get(area) ?? createUndoStack(`atelier.undo.${area}`);
  ofClient.set(area, stack);
  return stack;
}
