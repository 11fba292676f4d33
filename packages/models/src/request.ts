import type { z } from 'zod';

/** One turn of the conversation, oldest first. */
export type ModelMessage =
  | { readonly role: 'system' | 'user'; readonly text: string }
  | {
      readonly role: 'assistant';
      readonly text: string;
      readonly toolCalls?: readonly ToolCall[];
    }
  /** What a tool gave, as text or as a value of JSON. */
  | {
      readonly role: 'tool';
      readonly callId: string;
      readonly name: string;
      readonly output: string | JsonValue;
    };

export type JsonValue =
  | null
  | boolean
  | number
  | string
  | JsonValue[]
  | { [key: string]: JsonValue | undefined };

export interface ToolCall {
  readonly id: string;
  readonly name: string;
  /** As the tool's schema gave it out. */
  readonly input: unknown;
}

/** What the model may call. Nothing is called here: the calls are handed to whoever asked. */
export interface ModelTool {
  readonly name: string;
  readonly description: string;
  readonly input: z.ZodType;
}

/** Times in milliseconds, sizes in bytes of UTF-8. */
export interface AnswerLimits {
  /** From the request to the first token, of each attempt. */
  readonly firstTokenMs: number;
  /** From one token to the next. */
  readonly betweenTokensMs: number;
  /** From the first request to the end, with all that is repeated. */
  readonly wholeMs: number;
  /** Of text, reasoning and calls of tools together. */
  readonly bytes: number;
  /** What the model is told; undefined for its own limit. */
  readonly outputTokens?: number;
}

/** A local model that is loaded from a disk first may need a minute or two for its first token. */
export const usualLimits: AnswerLimits = {
  firstTokenMs: 120_000,
  betweenTokensMs: 60_000,
  wholeMs: 600_000,
  bytes: 10 * 1024 * 1024,
};

export interface ModelRequest {
  readonly messages: readonly ModelMessage[];
  readonly tools?: readonly ModelTool[];
  readonly toolChoice?: 'auto' | 'none' | 'required';
  /** Wants one value of JSON of this shape instead of text; the outcome has it. */
  readonly schema?: { readonly name: string; readonly shape: z.ZodType };
  readonly temperature?: number;
  readonly limits?: Partial<AnswerLimits>;
  /** Ends the answer where it is. */
  readonly signal?: AbortSignal;
}
