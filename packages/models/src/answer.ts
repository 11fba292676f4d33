import type { TokenUsage } from '@atelier/domain/kernel/model-usage.ts';
import type { ModelFailure } from './failure.ts';
import type { ToolCall } from './request.ts';

/** Who answers. `rehearsal` is no model: its answers are made up from the conversation. */
export type ModelProvider = 'openai-compatible' | 'rehearsal';

export interface AnswerSource {
  readonly provider: ModelProvider;
  readonly model: string;
  /** Whether the first model did not answer. */
  readonly isFallback: boolean;
}

/**
 * An answer as it comes: `start` once, before the first piece; pieces of reasoning and text; calls of tools, after the
 * rest and only where the answer came to its end; and `end` always, as the last part.
 */
export type AnswerPart =
  | { readonly type: 'start'; readonly source: AnswerSource }
  | { readonly type: 'reasoning'; readonly text: string }
  | { readonly type: 'text'; readonly text: string }
  | ({ readonly type: 'tool-call' } & ToolCall)
  | RefusedCall
  | { readonly type: 'end'; readonly outcome: AnswerOutcome };

/** A call of no tool that was offered, or with what the tool does not take; the model may be told so. */
export interface RefusedCall {
  readonly type: 'refused-call';
  readonly id: string;
  readonly name: string;
  readonly code: 'ERR_MODEL_TOOL_UNKNOWN' | 'ERR_MODEL_TOOL_INPUT';
  /** What is wrong, for the model. */
  readonly detail: string;
}

/** `length`: the limit of tokens ended it. `filtered`: the endpoint withheld the rest. */
export type FinishReason = 'stop' | 'length' | 'tool-calls' | 'filtered' | 'other';

export type AnswerOutcome = AnswerFacts &
  (
    | {
        readonly state: 'done';
        readonly reason: FinishReason;
        /** Of the request's schema; undefined where it asked for text. */
        readonly value?: unknown;
      }
    /** By the signal of whoever asked. */
    | { readonly state: 'stopped' }
    | { readonly state: 'failed'; readonly failure: ModelFailure }
  );

export interface AnswerFacts {
  /** Undefined where nobody began to answer. */
  readonly source: AnswerSource | undefined;
  /** Undefined where nothing was used up as far as anybody knows. */
  readonly usage: TokenUsage | undefined;
  /** From the first request to the first token; undefined where none came. */
  readonly firstTokenMs: number | undefined;
  readonly wholeMs: number;
  /** Every request that failed before the one that answered, oldest first. */
  readonly failedAttempts: readonly FailedAttempt[];
}

export interface FailedAttempt {
  readonly model: string;
  readonly code: ModelFailure['code'];
  /** What was waited for before the next attempt. */
  readonly waitedMs: number;
}

/** An answer that nobody watched coming. */
export interface WholeAnswer {
  readonly text: string;
  readonly reasoning: string;
  readonly toolCalls: readonly ToolCall[];
  readonly refusedCalls: readonly RefusedCall[];
  readonly outcome: AnswerOutcome;
}

/** Reads an answer to its end. */
export async function wholeAnswer(parts: AsyncIterable<AnswerPart>): Promise<WholeAnswer> {
  const text: string[] = [];
  const reasoning: string[] = [];
  const toolCalls: ToolCall[] = [];
  const refusedCalls: RefusedCall[] = [];
  for await (const part of parts) {
    if (part.type === 'text') text.push(part.text);
    else if (part.type === 'reasoning') reasoning.push(part.text);
    else if (part.type === 'tool-call')
      toolCalls.push({ id: part.id, name: part.name, input: part.input });
    else if (part.type === 'refused-call') refusedCalls.push(part);
    else if (part.type === 'end') {
      const { outcome } = part;
      return {
        text: text.join(''),
        reasoning: reasoning.join(''),
        toolCalls,
        refusedCalls,
        outcome,
      };
    }
  }
  throw new TypeError('An answer without an end.');
}
