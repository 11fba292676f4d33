import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { LanguageModelV3StreamPart, LanguageModelV3Usage } from '@ai-sdk/provider';
import { Agent } from 'undici';
import type { FinishReason } from '../answer.ts';
import { ModelFailure } from '../failure.ts';
import type { AnsweringModel, OpenAnswer, SourcePart, ToldUsage } from '../source.ts';
import { openExchange } from './exchange.ts';
import { failureOf } from './failure-of.ts';
import { callOptions, type StructuredMode } from './prompt-of.ts';

/** Where a model is. Whoever runs the house says so; addresses of the own network are as good as others. */
export interface ModelConnection {
  /** With the version in it, as `http://127.0.0.1:11434/v1`. */
  readonly baseUrl: string;
  readonly apiKey: string | undefined;
  readonly model: string;
  /** `schema` unless told. */
  readonly structured?: StructuredMode | undefined;
}

const connectMs = 10_000;

/** Connections to endpoints. What waits for an answer has timers of its own, so none are kept here. */
export const openAgent = (): Agent =>
  new Agent({ headersTimeout: 0, bodyTimeout: 0, connect: { timeout: connectMs } });

/** A model behind an endpoint that speaks OpenAI's protocol of chats. */
export function endpointModel({
  baseUrl,
  apiKey,
  model,
  structured = 'schema',
}: ModelConnection): AnsweringModel {
  const dispatcher = openAgent();
  const secrets = apiKey === undefined ? [] : [apiKey];
  return {
    provider: 'openai-compatible',
    model,
    async open({ answerBytes, ...request }, signal) {
      const exchange = openExchange({ dispatcher, signal, answerBytes });
      const fail = (error: unknown) => failureOf(error, { exchange, secrets, now: Date.now() });
      const { chatModel } = createOpenAICompatible({
        name: 'endpoint',
        baseURL: baseUrl,
        ...(apiKey !== undefined && { apiKey }),
        includeUsage: true,
        supportsStructuredOutputs: structured === 'schema',
        fetch: exchange.fetch,
      });
      try {
        const { stream } = await chatModel(model).doStream(
          callOptions({ ...request, answerBytes }, structured),
        );
        return openAnswer(stream, fail);
      } catch (error) {
        throw fail(error);
      }
    },
    close: () => dispatcher.destroy(),
  };
}

function openAnswer(
  stream: ReadableStream<LanguageModelV3StreamPart>,
  fail: (error: unknown) => ModelFailure,
): OpenAnswer {
  const reader = stream.getReader();
  return {
    async next() {
      try {
        for (;;) {
          const { done, value } = await reader.read();
          if (done) return undefined;
          const part = sourcePart(value, fail);
          if (part) return part;
        }
      } catch (error) {
        throw fail(error);
      }
    },
    cancel() {
      reader.cancel().catch(() => undefined);
    },
  };
}

/** Undefined for what says nothing by itself. */
function sourcePart(
  part: LanguageModelV3StreamPart,
  fail: (error: unknown) => ModelFailure,
): SourcePart | undefined {
  switch (part.type) {
    case 'text-delta':
      return { type: 'text', text: part.delta };
    case 'reasoning-delta':
      return { type: 'reasoning', text: part.delta };
    case 'tool-input-start':
      return { type: 'tool-input', text: part.toolName };
    case 'tool-input-delta':
      return { type: 'tool-input', text: part.delta };
    case 'tool-call':
      return { type: 'tool-call', id: part.toolCallId, name: part.toolName, input: part.input };
    case 'error':
      // A chunk that was lost, too: the SDK goes on behind it, and would end as if nothing were missing.
      throw fail(part.error);
    case 'finish':
      if (part.finishReason.raw === 'error')
        throw new ModelFailure('ERR_MODEL_FAILED', { detail: 'finish reason error' });
      return {
        type: 'finish',
        reason: reasons[part.finishReason.unified],
        usage: toldUsage(part.usage),
      };
    default:
      return undefined;
  }
}

const reasons = {
  stop: 'stop',
  length: 'length',
  'tool-calls': 'tool-calls',
  'content-filter': 'filtered',
  error: 'other',
  other: 'other',
} as const satisfies Record<string, FinishReason>;

function toldUsage({ inputTokens, outputTokens }: LanguageModelV3Usage): ToldUsage | undefined {
  if (inputTokens.total === undefined || outputTokens.total === undefined) return undefined;
  return {
    inputTokens: inputTokens.total,
    cachedInputTokens: inputTokens.cacheRead ?? 0,
    outputTokens: outputTokens.total,
    reasoningTokens: outputTokens.reasoning ?? 0,
  };
}
