import { newKey } from '@atelier/sdk/idempotency-key.ts';
import { isPassing } from '@atelier/sdk/keyed-mutations.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTRPC, useTRPCClient } from '../api.ts';
import type {
  AnswerOf,
  CommandPath,
  InputOf,
  Message,
  Outcome,
  TakeBack,
  Touch,
} from './command.ts';
import { commandsOf } from './commands.tsx';
import { areaOf } from './outbox.tsx';

/** What a page wants of a command besides its being sent. */
export interface Behaviour<Path extends CommandPath> {
  /** The rows that it changes; an area with rows shows the change at once. */
  readonly shows?: (input: InputOf<Path>) => readonly Touch[];
  /** What is told when it is done; without it nothing is. */
  readonly says?: (input: InputOf<Path>) => Message;
  /** How it is taken back. */
  readonly undo?: (answer: AnswerOf<Path>, input: InputOf<Path>) => TakeBack | null;
}

interface Asked {
  readonly isPending: boolean;
  /** Why the last one that was asked was not done; null when it was. */
  readonly error: unknown;
}

const idle: Asked = { isPending: false, error: null };

/**
 * One command of an area, `area.procedure`. `run` is for a button: the change is shown at once, waits for
 * its answer as long as it takes, and its outcome is reported in a notice. `ask` is for a form that stays
 * open until the answer: it rejects with the refusal, or when no answer came. After that, the same input is
 * sent as a repeat under the same key, until `reset`.
 */
export function useCommand<Path extends CommandPath>(
  path: Path,
  { shows, says, undo }: Behaviour<Path> = {},
) {
  const client = useTRPCClient();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const commands = commandsOf(areaOf(path), { client, trpc, queryClient });
  const unanswered = useRef<{ readonly print: string | undefined; readonly key: string } | null>(
    null,
  );
  const [asked, setAsked] = useState<Asked>(idle);
  const ask = async (input: InputOf<Path>): Promise<AnswerOf<Path>> => {
    const print = JSON.stringify(input);
    const last = unanswered.current;
    const key = last !== null && last.print === print ? last.key : newKey();
    unanswered.current = { print, key };
    setAsked({ isPending: true, error: null });
    try {
      // The path says what its answer is.
      const answer = (await commands.ask(path, input, key)) as AnswerOf<Path>;
      unanswered.current = null;
      setAsked(idle);
      commands.tell(says?.(input), undo?.(answer, input) ?? null);
      return answer;
    } catch (error) {
      if (!isPassing(error)) unanswered.current = null;
      setAsked({ isPending: false, error });
      throw error;
    }
  };
  return {
    run: (input: InputOf<Path>): Promise<Outcome> =>
      commands.run<Path>({
        path,
        input,
        touches: shows?.(input) ?? [],
        says: says?.(input),
        undo: undo && ((answer) => undo(answer, input)),
      }),
    ask,
    ...asked,
    reset(): void {
      unanswered.current = null;
      setAsked(idle);
    },
  };
}
