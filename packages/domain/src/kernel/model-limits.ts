import type { TokenUsage } from './model-usage.ts';

/** What a million tokens cost, in whole units of a currency; which one is nobody's business here. */
export interface ModelPrice {
  readonly input: number;
  /** Of input that the endpoint still had; as other input where it is not told. */
  readonly cachedInput?: number;
  readonly output: number;
}

/** Prices by the model's name; `*` is for all others. */
export type ModelPrices = Readonly<Record<string, ModelPrice>>;

/** What one user may use up on one day; undefined for no limit. */
export interface DailyLimits {
  readonly tokens: number | undefined;
  /** In units of the prices' currency. */
  readonly cost: number | undefined;
}

/** What a user has used up since the day began; costs in millionths, which are whole numbers. */
export interface SpentToday {
  readonly tokens: number;
  readonly costMicros: number;
}

export type SpendingDecision =
  | {
      readonly allowed: true;
      /** Undefined where there is no limit. */
      readonly tokensLeft: number | undefined;
      readonly costMicrosLeft: number | undefined;
    }
  | {
      readonly allowed: false;
      readonly code: 'ERR_MODEL_TOKENS_SPENT' | 'ERR_MODEL_COST_SPENT';
      /** When the next day begins, in milliseconds since 1970. */
      readonly opensAt: number;
    };

const dayMs = 86_400_000;
const microsPerUnit = 1_000_000;

/** When the day of an instant began, both in milliseconds since 1970. Days are those of UTC: the same for everybody. */
export const spendingDayStart = (now: number): number => Math.floor(now / dayMs) * dayMs;

/** What an answer cost, in millionths of a unit, rounded up; undefined where its model has no price. */
export function costMicros(
  model: string,
  usage: TokenUsage,
  prices: ModelPrices,
): number | undefined {
  const price = Object.hasOwn(prices, model) ? prices[model] : prices['*'];
  if (price === undefined) return undefined;
  const cached = Math.min(usage.cachedInputTokens, usage.inputTokens);
  // A price for a million tokens, in units, is the price of one token in millionths.
  return Math.ceil(
    (usage.inputTokens - cached) * price.input +
      cached * (price.cachedInput ?? price.input) +
      usage.outputTokens * price.output,
  );
}

/**
 * Whether a user may ask once more. The answer that crosses a limit is given to its end: what it will cost is known
 * afterwards alone.
 */
export function decideSpending(
  spent: SpentToday,
  limits: DailyLimits,
  now: number,
): SpendingDecision {
  const costLimit = limits.cost === undefined ? undefined : Math.round(limits.cost * microsPerUnit);
  const opensAt = spendingDayStart(now) + dayMs;
  if (limits.tokens !== undefined && spent.tokens >= limits.tokens)
    return { allowed: false, code: 'ERR_MODEL_TOKENS_SPENT', opensAt };
  if (costLimit !== undefined && spent.costMicros >= costLimit)
    return { allowed: false, code: 'ERR_MODEL_COST_SPENT', opensAt };
  return {
    allowed: true,
    tokensLeft: limits.tokens === undefined ? undefined : limits.tokens - spent.tokens,
    costMicrosLeft: costLimit === undefined ? undefined : costLimit - spent.costMicros,
  };
}

/**
 * Prices as they are set: `gpt-x=2.5/10, qwen3=0/0, *=1/4/0.1` – for input, output and cached input. Undefined for what
 * cannot be read.
 */
export function parsePrices(text: string): ModelPrices | undefined {
  const prices: Record<string, ModelPrice> = Object.create(null);
  for (const entry of text.split(',').map((one) => one.trim())) {
    if (entry === '') continue;
    const match = /^(\S+)\s*=\s*(\d+(?:\.\d+)?)\/(\d+(?:\.\d+)?)(?:\/(\d+(?:\.\d+)?))?$/.exec(
      entry,
    );
    const [, model, input, output, cached] = match ?? [];
    if (model === undefined) return undefined;
    prices[model] = {
      ...{ input: Number(input), output: Number(output) },
      ...(cached !== undefined && { cachedInput: Number(cached) }),
    };
  }
  return prices;
}
