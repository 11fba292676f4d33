import { estimateTokens, type TokenUsage } from '@atelier/domain/kernel/model-usage.ts';
import type { ModelRequest } from './request.ts';
import type { ToldUsage } from './source.ts';

/** What was used up: what the endpoint counted, or else an estimate, also of an answer that broke off. */
export function usageOf(
  told: ToldUsage | undefined,
  messages: ModelRequest['messages'],
  answered: { readonly text: string; readonly reasoning: string },
): TokenUsage {
  if (told) return { ...told, isEstimated: false };
  const reasoningTokens = estimateTokens(answered.reasoning);
  return {
    inputTokens: messages.reduce((sum, one) => sum + messageTokens(one), 0),
    cachedInputTokens: 0,
    outputTokens: estimateTokens(answered.text) + reasoningTokens,
    reasoningTokens,
    isEstimated: true,
  };
}

/** What stands around each message in a model's own format. */
const frameTokens = 4;

function messageTokens(message: ModelRequest['messages'][number]): number {
  if (message.role === 'tool') {
    const { output } = message;
    return (
      frameTokens + estimateTokens(typeof output === 'string' ? output : JSON.stringify(output))
    );
  }
  const calls = message.role === 'assistant' ? (message.toolCalls ?? []) : [];
  return (
    frameTokens +
    estimateTokens(message.text) +
    (calls.length && estimateTokens(JSON.stringify(calls)))
  );
}
