import { setTimeout as pause } from 'node:timers/promises';
import type { AnsweringModel, SourcePart, SourceRequest } from '../source.ts';
import { lastWords, rehearsalAnswer, rehearsalTokens, topicOf } from './rehearsal-answer.ts';
import { sampleValue } from './sample-value.ts';

export interface RehearsalOptions {
  /** Tokens a second; 0 for all at once. */
  readonly tokensPerSecond?: number;
  /** An area's own answer to what it asks, instead of ours; undefined where it has none. */
  readonly script?: (request: SourceRequest) => string | undefined;
}

/** As fast as one reads along. */
const usualSpeed = 30;

/** Stands in for a model where none is connected: no network, and the same answer to the same conversation. */
export function rehearsalModel({
  tokensPerSecond = usualSpeed,
  script,
}: RehearsalOptions = {}): AnsweringModel {
  const betweenMs = tokensPerSecond > 0 ? 1000 / tokensPerSecond : 0;
  return {
    provider: 'rehearsal',
    model: 'rehearsal',
    async open(request, signal) {
      const parts = partsOf(request, script);
      let at = 0;
      let dueAt = performance.now();
      return {
        async next() {
          const part = parts[at++];
          if (part === undefined || betweenMs === 0) return part;
          // By the clock and not from token to token, so that late timers do not add up.
          dueAt = Math.max(dueAt + betweenMs, performance.now() - 1000);
          const waitMs = dueAt - performance.now();
          if (waitMs > 1) await pause(waitMs, undefined, { signal });
          return part;
        },
        cancel() {
          at = parts.length;
        },
      };
    },
    close: async () => {},
  };
}

function partsOf(
  request: SourceRequest,
  script: RehearsalOptions['script'],
): readonly SourcePart[] {
  const { messages, tools = [], toolChoice, schema } = request;
  const topic = topicOf(lastWords(messages)) ?? '';
  const [tool] = tools;
  const own = script?.(request);
  if (own === undefined && toolChoice === 'required' && tool) {
    const input = JSON.stringify(sampleValue(tool.input, topic));
    return [
      { type: 'tool-call', id: `rehearsal-${messages.length}`, name: tool.name, input },
      { type: 'finish', reason: 'tool-calls', usage: undefined },
    ];
  }
  const text =
    own ??
    (schema
      ? JSON.stringify(sampleValue(schema.shape, topic), null, 2)
      : rehearsalAnswer(messages));
  return [
    ...rehearsalTokens(text).map((token): SourcePart => ({ type: 'text', text: token })),
    { type: 'finish', reason: 'stop', usage: undefined },
  ];
}
