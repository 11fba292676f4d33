import type { FinishReason, ModelProvider } from './answer.ts';
import type { ModelRequest } from './request.ts';

/** One piece of what a source gives; a call of a tool is told while it comes, for its size, and once it is whole. */
export type SourcePart =
  | { readonly type: 'text' | 'reasoning' | 'tool-input'; readonly text: string }
  | {
      readonly type: 'tool-call';
      readonly id: string;
      readonly name: string;
      /** JSON, if the model kept to it. */
      readonly input: string;
    }
  | {
      readonly type: 'finish';
      readonly reason: FinishReason;
      readonly usage: ToldUsage | undefined;
    };

/** What the endpoint counted. */
export interface ToldUsage {
  readonly inputTokens: number;
  readonly cachedInputTokens: number;
  readonly outputTokens: number;
  readonly reasoningTokens: number;
}

/** An answer that is coming. */
export interface OpenAnswer {
  /** The next piece; undefined after the last. Rejects with a ModelFailure. */
  next(): Promise<SourcePart | undefined>;
  /** Lets the connection go; whatever still comes is dropped. */
  cancel(): void;
}

export interface SourceRequest extends Omit<ModelRequest, 'limits' | 'signal'> {
  readonly outputTokens?: number | undefined;
  /** Of the answer, in bytes. */
  readonly answerBytes: number;
}

/** Something that answers: a model at an endpoint, or the rehearsal. */
export interface AnsweringModel {
  readonly provider: ModelProvider;
  readonly model: string;
  /** @throws ModelFailure */
  open(request: SourceRequest, signal: AbortSignal): Promise<OpenAnswer>;
  close(): Promise<void>;
}
