import type { FinishReason, RefusedCall } from './answer.ts';
import { checkCall } from './check-call.ts';
import { ModelFailure } from './failure.ts';
import type { AnswerLimits, ToolCall } from './request.ts';
import type { AnsweringModel, OpenAnswer, SourcePart, SourceRequest, ToldUsage } from './source.ts';
import { startWatch } from './watch.ts';

/** A piece that is shown as it comes. */
export interface LivePiece {
  readonly type: 'text' | 'reasoning';
  readonly text: string;
}

export type AttemptEnd = {
  /** Whether anything of an answer came, a call of a tool included. */
  readonly hasBegun: boolean;
} & (
  | {
      readonly state: 'done';
      readonly reason: FinishReason;
      readonly usage: ToldUsage | undefined;
      readonly calls: readonly (({ readonly type: 'tool-call' } & ToolCall) | RefusedCall)[];
    }
  | { readonly state: 'stopped' }
  | { readonly state: 'failed'; readonly failure: ModelFailure }
);

export interface AttemptOptions {
  readonly request: SourceRequest;
  readonly limits: AnswerLimits;
  /** By the clock of `performance`. */
  readonly endsAt: number;
  readonly signal: AbortSignal | undefined;
  /** When the first piece came, of whatever kind. */
  readonly onFirst: () => void;
}

/**
 * One request and its answer, within its limits. Calls of tools are kept until the answer came to its end: of one that
 * was cut, the SDK gives out what there is of a call as if it were whole.
 */
export async function* attempt(
  model: AnsweringModel,
  { request, limits, endsAt, signal, onFirst }: AttemptOptions,
): AsyncGenerator<LivePiece, AttemptEnd> {
  const watch = startWatch({ limits, endsAt, outer: signal });
  const calls: Extract<SourcePart, { type: 'tool-call' }>[] = [];
  let hasBegun = false;
  let bytes = 0;
  const race = raceWith(watch.signal);
  let answer: OpenAnswer | undefined;
  try {
    answer = await race.run(model.open(request, watch.signal), (late) => late.cancel());
    for (;;) {
      watch.waits();
      const part = await race.run(answer.next());
      // A source that ends without saying so was cut.
      if (part === undefined) throw new ModelFailure('ERR_MODEL_CUT');
      if (part.type === 'finish') {
        const { reason, usage } = part;
        const checked = calls.map((call) => checkCall(call, request.tools ?? [], reason));
        const kept = checked.filter((one) => one !== undefined);
        return {
          ...{ state: 'done', hasBegun, usage, calls: kept },
          reason: kept.length > 0 && reason === 'stop' ? 'tool-calls' : reason,
        };
      }
      watch.came();
      if (!hasBegun) {
        hasBegun = true;
        onFirst();
      }
      if (part.type === 'tool-call') {
        calls.push(part);
        continue;
      }
      bytes += Buffer.byteLength(part.text);
      if (bytes > limits.bytes) {
        throw new ModelFailure('ERR_MODEL_TOO_LARGE', {
          params: { mib: Math.round((limits.bytes / 1024 / 1024) * 10) / 10 },
        });
      }
      if (part.type !== 'tool-input') yield { type: part.type, text: part.text };
    }
  } catch (error) {
    const { aborted, reason } = watch.signal;
    if (aborted && !(reason instanceof ModelFailure)) return { state: 'stopped', hasBegun };
    const failure = aborted ? reason : error;
    if (failure instanceof ModelFailure) return { state: 'failed', hasBegun, failure };
    throw error;
  } finally {
    watch.close();
    race.close();
    answer?.cancel();
  }
}

interface Race {
  /** The outcome of `work`, or a rejection as soon as the signal says so, whether `work` listens to it or not. */
  run<Result>(work: Promise<Result>, late?: (result: Result) => void): Promise<Result>;
  close(): void;
}

/** With one listener for all that is waited for one after the other: one for each token costs as much as the token. */
function raceWith(signal: AbortSignal): Race {
  let reject: ((reason: unknown) => void) | undefined;
  const stop = () => reject?.(signal.reason);
  signal.addEventListener('abort', stop);
  return {
    run: (work, late) =>
      new Promise((resolve, fail) => {
        reject = (reason) => {
          fail(reason);
          work.then(late, () => undefined);
        };
        if (signal.aborted) stop();
        else work.then(resolve, fail);
      }),
    close: () => signal.removeEventListener('abort', stop),
  };
}
