import type { ModelErrorCode } from '@atelier/domain/kernel/model-errors.ts';

/** What becomes of asking a language model; fetched with the first page that asks one. */
export const en = {
  errors: {
    ERR_MODEL_NONE: 'No language model is connected yet.',
    ERR_MODEL_SET_BY_VARIABLES:
      'Whoever runs this Atelier has set its language models in variables (LLM_…). They can only be changed there.',
    ERR_MODEL_KEY_UNREADABLE:
      'The stored key of the language model can no longer be read, because the secret of this Atelier has changed. Please enter it again.',
    ERR_MODEL_UNREACHABLE:
      'Nothing answers at the address of the language model. Is it running, and is the address right?',
    ERR_MODEL_KEY_REFUSED: 'The language model refused the key. Please check it.',
    ERR_MODEL_NOT_FOUND:
      'There is no such model at this address. Check its name, and that the address ends as the provider says, often in /v1.',
    ERR_MODEL_BUSY: 'The language model has too much to do right now. Try again in a moment.',
    ERR_MODEL_QUOTA: "The account at the language model's provider has run out of credit.",
    ERR_MODEL_REQUEST_REFUSED: 'The language model did not accept the question.',
    ERR_MODEL_CONTEXT_TOO_LONG:
      'The conversation has become too long for this language model. Begin a new one, or choose a model that takes more.',
    ERR_MODEL_FAILED: 'Something went wrong at the language model. Try again.',
    ERR_MODEL_NOT_AN_API:
      'There is something at this address, but no language model: perhaps a web page. Check the address.',
    ERR_MODEL_NO_STREAM:
      'This endpoint cannot send its answers piece by piece, which is needed here.',
    ERR_MODEL_MALFORMED: 'A part of the answer arrived damaged. Try again.',
    ERR_MODEL_CUT: 'The answer broke off before its end. Try again.',
    ERR_MODEL_SLOW_START: 'The language model did not begin to answer in time.',
    ERR_MODEL_STALLED: 'The language model stopped in the middle of its answer.',
    ERR_MODEL_TOO_LONG: 'The answer took too long and was ended.',
    ERR_MODEL_TOO_LARGE: 'The answer became too large and was ended.',
    ERR_MODEL_SCHEMA: 'The answer came in a form that cannot be used here. Try again.',
    ERR_MODEL_TOOL_UNKNOWN: 'The language model wanted to use a tool that does not exist.',
    ERR_MODEL_TOOL_INPUT: 'The language model used a tool in the wrong way.',
    ERR_MODEL_TOKENS_SPENT: 'You have used up your tokens for today.',
    ERR_MODEL_COST_SPENT: 'You have used up what a day may cost.',
  } satisfies Record<ModelErrorCode, string>,
} as const;

declare module '../i18n/messages.ts' {
  interface Messages {
    readonly models: typeof en;
  }
}
