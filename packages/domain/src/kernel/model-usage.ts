/** Tokens of one answer, as the endpoint counted them, or estimated where it told nothing. */
export interface TokenUsage {
  readonly inputTokens: number;
  /** Of the input, those that the endpoint still had from an earlier request. */
  readonly cachedInputTokens: number;
  /** With those of the reasoning. */
  readonly outputTokens: number;
  readonly reasoningTokens: number;
  readonly isEstimated: boolean;
}

/**
 * Tokens of a text, roughly: a token is about four letters of English, and about two and a half of Russian. It rather
 * says too many, for it stands in where limits are kept and the endpoint does not count.
 */
export function estimateTokens(text: string): number {
  let ascii = 0;
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) < 128) ascii++;
  return Math.ceil(ascii / 4 + (text.length - ascii) / 2.5);
}
