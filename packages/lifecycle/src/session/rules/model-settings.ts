import {
  isRehearsal,
  type ModelSetting,
  modelBaseUrl,
  modelKey,
  modelName,
  structuredModes,
} from '@atelier/domain/kernel/model-connection.ts';
import {
  type DailyLimits,
  type ModelPrices,
  parsePrices,
} from '@atelier/domain/kernel/model-limits.ts';
import { z } from 'zod';
import { startupError } from '../../errors/startup-errors.ts';

/** What is set about language models. */
export interface ModelsSettings {
  /** The model to ask, and then those to ask where it does not answer; empty for what is set in the page. */
  readonly connections: readonly ModelSetting[];
  /** Times in milliseconds. */
  readonly limits: {
    readonly firstTokenMs: number;
    readonly betweenTokensMs: number;
    readonly wholeMs: number;
  };
  /** Of each user. */
  readonly daily: DailyLimits;
  readonly prices: ModelPrices;
}

const seconds = (usual: number) =>
  z
    .string()
    .regex(/^[1-9]\d{0,4}$/, 'a whole number of seconds')
    .transform((text) => Number(text) * 1000)
    .default(usual * 1000);

const baseUrl = z.string().pipe(modelBaseUrl);

/** Part of the table of all variables. */
export const modelVariables = {
  LLM_BASE_URL: baseUrl.optional(),
  LLM_API_KEY: modelKey.optional(),
  LLM_MODEL: modelName.optional(),
  LLM_STRUCTURED: z.enum(structuredModes, structuredModes.join(', ')).default('schema'),
  LLM_FALLBACK_MODEL: modelName.optional(),
  LLM_FALLBACK_BASE_URL: baseUrl.optional(),
  LLM_FALLBACK_API_KEY: modelKey.optional(),
  LLM_FIRST_TOKEN_SECONDS: seconds(120),
  LLM_BETWEEN_TOKENS_SECONDS: seconds(60),
  LLM_ANSWER_SECONDS: seconds(600),
  LLM_TOKENS_PER_DAY: z
    .string()
    .regex(/^\d{1,12}$/, 'a whole number of tokens')
    .transform(Number)
    .optional(),
  LLM_COST_PER_DAY: z
    .string()
    .regex(/^\d{1,9}(?:\.\d{1,6})?$/, 'an amount, like 1.5')
    .transform(Number)
    .optional(),
  LLM_PRICES: z
    .string()
    .transform(parsePrices)
    .refine(
      (prices): prices is ModelPrices => prices !== undefined,
      'prices of a million tokens, like large=2.5/10, small=0/0, *=1/4',
    )
    .default({}),
};

type Values = z.output<ReturnType<typeof z.object<typeof modelVariables>>>;

/** @throws ERR_SETTING_INVALID for a model of which something is missing, or a limit that nothing can keep */
export function modelsSettings(values: Values): ModelsSettings {
  if (values.LLM_COST_PER_DAY !== undefined && Object.keys(values.LLM_PRICES).length === 0)
    throw invalid(
      'LLM_PRICES',
      'set together with LLM_COST_PER_DAY: what nobody has a price for costs nothing',
    );
  return {
    connections: connectionsOf(values),
    limits: {
      firstTokenMs: values.LLM_FIRST_TOKEN_SECONDS,
      betweenTokensMs: values.LLM_BETWEEN_TOKENS_SECONDS,
      wholeMs: values.LLM_ANSWER_SECONDS,
    },
    daily: { tokens: values.LLM_TOKENS_PER_DAY, cost: values.LLM_COST_PER_DAY },
    prices: values.LLM_PRICES,
  };
}

function connectionsOf(values: Values): readonly ModelSetting[] {
  const { LLM_BASE_URL, LLM_API_KEY, LLM_MODEL, LLM_STRUCTURED: structured } = values;
  const { LLM_FALLBACK_MODEL, LLM_FALLBACK_BASE_URL, LLM_FALLBACK_API_KEY } = values;
  if (LLM_BASE_URL === undefined) {
    const alone = { LLM_API_KEY, LLM_MODEL, LLM_FALLBACK_MODEL, LLM_FALLBACK_BASE_URL };
    const named = Object.entries(alone).find(([, value]) => value !== undefined);
    if (named) throw invalid('LLM_BASE_URL', `set together with ${named[0]}`);
    return [];
  }
  const model = LLM_MODEL ?? (isRehearsal(LLM_BASE_URL) ? 'rehearsal' : undefined);
  if (model === undefined) throw invalid('LLM_MODEL', 'set together with LLM_BASE_URL');
  const first = { baseUrl: LLM_BASE_URL, apiKey: LLM_API_KEY, model, structured };
  if (LLM_FALLBACK_MODEL === undefined) {
    if (LLM_FALLBACK_BASE_URL === undefined) return [first];
    throw invalid('LLM_FALLBACK_MODEL', 'set together with LLM_FALLBACK_BASE_URL');
  }
  // At another address the first one's key is nobody's business.
  const there =
    LLM_FALLBACK_BASE_URL === undefined
      ? { baseUrl: LLM_BASE_URL, apiKey: LLM_FALLBACK_API_KEY ?? LLM_API_KEY }
      : { baseUrl: LLM_FALLBACK_BASE_URL, apiKey: LLM_FALLBACK_API_KEY };
  return [first, { ...there, model: LLM_FALLBACK_MODEL, structured }];
}

const invalid = (name: string, expected: string) =>
  startupError('ERR_SETTING_INVALID', { name, expected });
