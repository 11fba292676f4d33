import type { AtelierClient } from '@atelier/sdk/client.ts';
import { keyed } from '@atelier/sdk/idempotency-key.ts';
import { isPassing } from '@atelier/sdk/keyed-mutations.ts';
import { focusManager, onlineManager, type QueryClient } from '@tanstack/react-query';
import { getUntypedClient } from '@trpc/client';
import { isSomebodyElses } from '../me/told.ts';
import { notificationStore } from '../notifications/show-notification.tsx';
import type { CommandData, Outcome, TakeBack } from './command.ts';
import { showOutcomes, type WaitedOutcome } from './outcomes.tsx';
import { isCommandList, readSession, writeSession } from './session.ts';
import { undoStackOf } from './undo-stack.ts';
import { WaitingNotice } from './waiting-notice.tsx';

/** A command under its key. */
export interface SentCommand extends CommandData {
  readonly key: string;
  /** How it is taken back, as far as that is known before it is answered. */
  readonly undo?: TakeBack | undefined;
}

/** What is done with a command that is over, whichever way. */
interface Callbacks {
  readonly onMutate?: () => void;
  readonly onDone?: (answer: unknown) => void;
  /** `told`: by us, since it had waited. */
  readonly onFailed?: (error: unknown, told: boolean) => void;
}

const sessionKey = 'atelier.outbox';
/** While no answer comes it is tried again this often, and at once when something else was answered. */
const againMs = 3000;
const none: readonly SentCommand[] = [];

/** Its user is not in any more: it waits until they are. */
class NotTheirs extends Error {}

/** The user gave it up. */
class GivenUp extends Error {}

/**
 * Commands on their way to the server, those of one area one after another. One that gets no answer holds
 * up the others: from then on they wait, are shown as not saved, and go out in order when the server
 * answers again; then the user is told what became of them. They survive a reload and keep their keys.
 */
export function createOutbox(client: AtelierClient, queryClient: QueryClient) {
  const untyped = getUntypedClient(client);
  const mutations = queryClient.getMutationCache();
  const listeners = new Set<() => void>();
  /** What waits; empty while answers come. */
  let waiting = none;
  let outcomes: readonly WaitedOutcome[] = [];
  /** What is on its way, and who is to be told that it waits. */
  const sent = new Map<SentCommand, (outcome: Outcome) => void>();
  const abandoned = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const warn = (event: BeforeUnloadEvent) => event.preventDefault();
  const setWaiting = (next: readonly SentCommand[]) => {
    if (waiting.length === 0 && next.length > 0) {
      notificationStore.show('waiting', <WaitingNotice outbox={outbox} />, sessionKey);
      window.addEventListener('beforeunload', warn);
    }
    if (next.length === 0) window.removeEventListener('beforeunload', warn);
    waiting = next;
    for (const command of next) sent.get(command)?.('waiting');
    for (const listener of listeners) listener();
  };
  const save = () => writeSession(sessionKey, [...sent.keys()].map(kept));

  const tryAgain = () => {
    clearTimeout(timer);
    onlineManager.setOnline(true);
  };
  /** No answer came: from here on everything waits. */
  const hold = () => {
    onlineManager.setOnline(false);
    clearTimeout(timer);
    timer = setTimeout(tryAgain, againMs);
    setWaiting([...sent.keys()]);
  };
  const over = (command: SentCommand, outcome: WaitedOutcome) => {
    const hasWaited = waiting.includes(command);
    sent.delete(command);
    abandoned.delete(command.key);
    save();
    if (!hasWaited) return false;
    outcomes = [...outcomes, outcome];
    setWaiting(waiting.filter((one) => one !== command));
    if (waiting.length === 0) {
      notificationStore.hideTopic(sessionKey);
      showOutcomes(outcomes);
      outcomes = [];
    }
    return true;
  };

  const outbox = {
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    /** What waits for an answer, in its order; empty while all is well. */
    waiting: () => waiting,
    isWaitingFor: (id: string): boolean =>
      waiting.some(({ touches }) => touches.some((touch) => touch.id === id)),
    tryAgain,
    /**
     * Sends a command when the earlier ones of its area are answered, and repeats it until it is answered
     * itself. Returns its outcome, or earlier the fact that it is waiting.
     */
    send(command: SentCommand, { onMutate, onDone, onFailed }: Callbacks): Promise<Outcome> {
      const { path, input, key, says } = command;
      const { promise, resolve } = withResolver<Outcome>();
      sent.set(command, resolve);
      save();
      // Whoever comes now waits behind the others.
      if (waiting.length > 0) setWaiting([...sent.keys()]);
      const mutation = mutations.build(queryClient, {
        mutationKey: ['outbox'],
        scope: { id: areaOf(path) },
        networkMode: 'online',
        mutationFn: () => {
          if (abandoned.has(key)) throw new GivenUp();
          if (isSomebodyElses()) throw new NotTheirs();
          return untyped.mutation(path, input, keyed(key));
        },
        retry: (_count, error) => {
          const passes = isPassing(error) || error instanceof NotTheirs;
          if (passes && !abandoned.has(key)) hold();
          return passes;
        },
        retryDelay: 0,
        onMutate: () => onMutate?.(),
        onSuccess(answer) {
          over(command, { says });
          onDone?.(answer);
        },
        onError(error) {
          const isGivenUp = error instanceof GivenUp;
          const told = over(command, { says, error, isGivenUp });
          onFailed?.(error, told);
        },
      });
      mutation.execute(undefined).then(
        () => resolve('saved'),
        () => resolve('refused'),
      );
      return promise;
    },
    /** Gives up what waits. The first may have been done, for only its answer is missing. */
    giveUp(): void {
      for (const { key } of waiting) abandoned.add(key);
      tryAgain();
    },
    /** Sends what was on its way when the page was loaded anew. */
    restore(): void {
      const left = readSession(sessionKey);
      if (!isCommandList<SentCommand>(left) || left.length === 0) return;
      for (const command of left) {
        const area = areaOf(command.path);
        const readAnew = () => void queryClient.invalidateQueries({ queryKey: [[area]] });
        const onDone = (answer: unknown) => {
          readAnew();
          const { undo } = command;
          if (undo === undefined) return;
          // Apart from what is done from now on: it may have been done long before it was answered.
          const group = undo.group && `${undo.group}, from before`;
          undoStackOf(queryClient, area).push({ ...undo, ...(group && { group }) }, answer);
        };
        void outbox.send(command, { onDone, onFailed: readAnew });
      }
      setWaiting([...sent.keys()]);
    },
  };

  // The server is usually this very machine: whether the browser thinks itself online says nothing, and
  // a page in the background sends what waits as well as one in front.
  onlineManager.setEventListener(() => undefined);
  focusManager.setFocused(true);
  queryClient.getQueryCache().subscribe((event) => {
    if (event.type !== 'updated' || event.action.type !== 'success' || event.action.manual) return;
    if (waiting.length > 0) tryAgain();
  });
  return outbox;
}

export type Outbox = ReturnType<typeof createOutbox>;

/** What of a command is kept over a reload: a row's mark, not what changes in it; and the way back. */
function kept({ key, path, input, touches, says, undo }: SentCommand): SentCommand {
  return { key, path, input, says, undo, touches: touches.map(({ id }) => ({ id })) };
}

function withResolver<Value>() {
  let resolve: (value: Value) => void = () => {};
  const promise = new Promise<Value>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

export function areaOf(path: string): string {
  return path.split('.', 1)[0] ?? path;
}

const outboxes = new WeakMap<QueryClient, Outbox>();

/** The one outbox of a page. */
export function outboxOf(client: AtelierClient, queryClient: QueryClient): Outbox {
  const known = outboxes.get(queryClient);
  if (known !== undefined) return known;
  const outbox = createOutbox(client, queryClient);
  outboxes.set(queryClient, outbox);
  return outbox;
}
