import { keyed, newKey } from '@atelier/sdk/idempotency-key.ts';
import type { Query, QueryClient } from '@tanstack/react-query';
import { getUntypedClient } from '@trpc/client';
import type { LiveDependencies } from '../areas.ts';
import { showFailure, showHint, showNotification } from '../notifications/show-notification.tsx';
import {
  type Command,
  type CommandData,
  type CommandPath,
  type Message,
  type Outcome,
  summed,
  type TakeBack,
  type Touch,
} from './command.ts';
import { outboxOf } from './outbox.tsx';
import { createPendingRows, type RowCache } from './pending-rows.ts';
import { Told } from './told.tsx';
import { type Step, undoStackOf } from './undo-stack.ts';

/** One notice for all of them: the last thing done is the one that can be taken back. */
export const stepTopic = 'last-step';

/** What an area has more than plain commands. */
export interface AreaRows<Row, T extends Touch> extends RowCache<Row, T> {
  /** The rows in what the server answered to any command of the area. */
  readonly inAnswer: (answer: unknown) => readonly (readonly [string, Row])[];
  /** A step with what only the answer to its command tells. */
  readonly completed: (step: TakeBack, answer: unknown) => TakeBack;
  /** Takes several steps of one group back with one command. */
  readonly merge: (steps: readonly TakeBack[]) => TakeBack;
}

/**
 * The commands of one area: each is shown at once, sent in its turn under its key until it is answered, and
 * reported in a notice; commands can be undone from the last to the first. Without `rows`, an area shows
 * nothing before the answer, and all its data is read again after each command.
 */
export function createCommands<Row, T extends Touch>(
  area: string,
  { client, queryClient }: LiveDependencies,
  cache?: AreaRows<Row, T>,
) {
  const outbox = outboxOf(client, queryClient);
  const steps = undoStackOf(queryClient, area);
  const completed = (step: TakeBack, answer: unknown) => cache?.completed(step, answer) ?? step;
  /** Steps of before a reload may have been answered when nobody could complete them. */
  const ready = (step: Step): TakeBack =>
    step.answer === undefined ? step : completed(step, step.answer);
  const rows = cache && createPendingRows(cache);
  const readAreaAnew = () => void queryClient.invalidateQueries({ queryKey: [[area]] });
  /** Commands under way, so that "undo" can wait for the one that it is meant for. */
  const underWay = new Set<Promise<unknown>>();

  /** When each query that is under way was asked. */
  const asked = new WeakMap<Query, number>();
  queryClient.getQueryCache().subscribe((event) => {
    if (rows === undefined || event.type !== 'updated') return;
    const { query, action } = event;
    const [path] = query.queryKey;
    if (!Array.isArray(path) || path[0] !== area) return;
    if (action.type === 'fetch') asked.set(query, rows.now());
    if (action.type === 'success' && !action.manual) rows.keep(asked.get(query) ?? rows.now());
  });

  /** Pushes how it is taken back, and tells what was done. */
  const tell = (says: Message | undefined, takeBack: TakeBack | null) => {
    if (says === undefined) return;
    if (takeBack === null) return showNotification(<Told message={says} />, stepTopic);
    const group = steps.push(takeBack);
    const all = group.map((step) => step.says);
    const message = all.length > 1 ? summed(says, all) : says;
    showNotification(<Told message={message} onUndo={() => void undo()} />, stepTopic);
  };

  const send = (
    command: CommandData & { readonly path: string },
    undo?: TakeBack | ((answer: unknown) => TakeBack | null),
  ): Promise<Outcome> => {
    const { path, input, touches, says, relists = false } = command;
    const undoOf = (answer: unknown): TakeBack | null => {
      if (typeof undo === 'function') return undo(answer);
      return undo === undefined ? null : completed(undo, answer);
    };
    const kept = typeof undo === 'function' ? undefined : undo;
    const sent = { key: newKey(), path, input, touches, says, undo: kept };
    // What changes in a row is the area's own; it made these itself.
    const changes = touches as readonly T[];
    const outcome = outbox.send(sent, {
      onMutate: () => rows?.begin(sent.key, changes),
      onDone(answer) {
        rows?.end(sent.key, changes, new Map(cache?.inAnswer(answer)));
        if (relists || rows === undefined) readAreaAnew();
        tell(says, undoOf(answer));
      },
      onFailed(error, told) {
        rows?.end(sent.key, changes, undefined);
        if (rows === undefined) readAreaAnew();
        if (!told) showFailure(error, stepTopic);
      },
    });
    underWay.add(outcome);
    void outcome.then(() => underWay.delete(outcome));
    return outcome;
  };

  /**
   * Takes back what was done last: with one command, however many steps are reported as one. Waits for
   * commands that were given just now. Returns whether there was something to take back.
   */
  const undo = async (): Promise<boolean> => {
    await Promise.all(underWay);
    if (outbox.waiting().length > 0) {
      showHint(<Told message={{ key: 'waiting.undo' }} />, stepTopic);
      return true;
    }
    const taken = steps.take().map(ready);
    const [only] = taken;
    if (only === undefined) return false;
    await send(taken.length > 1 && cache ? cache.merge(taken) : only);
    return true;
  };

  return {
    /** Shows it, sends it, and tells what becomes of it. */
    run<Path extends CommandPath>(command: Command<Path>): Promise<Outcome> {
      // The path says what its answer is.
      return send(command, command.undo as TakeBack | ((answer: unknown) => TakeBack | null));
    },
    undo,
    /** Sends a command of a form, which stays until it is answered: past the outbox, and once. */
    async ask(path: string, input: unknown, key: string): Promise<unknown> {
      const answer = await getUntypedClient(client).mutation(path, input, keyed(key));
      readAreaAnew();
      return answer;
    },
    /** Reads rows anew, but for those that are being changed here. */
    refresh: async (ids: readonly string[]) => rows?.refresh(ids),
    tell,
    forgetSteps: (isGone: (step: TakeBack) => boolean) =>
      steps.forget((step) => isGone(ready(step))),
  };
}

export type Commands = ReturnType<typeof createCommands>;

const known = new WeakMap<QueryClient, Map<string, Commands>>();

/** The one set of commands of an area. Who has rows gives them when the area starts. */
export function commandsOf<Row, T extends Touch>(
  area: string,
  dependencies: LiveDependencies,
  cache?: AreaRows<Row, T>,
): Commands {
  const { queryClient } = dependencies;
  const ofClient = known.get(queryClient) ?? new Map<string, Commands>();
  known.set(queryClient, ofClient);
  const commands = ofClient.get(area) ?? createCommands(area, dependencies, cache);
  ofClient.set(area, commands);
  return commands;
}
