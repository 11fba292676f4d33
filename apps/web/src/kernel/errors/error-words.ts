import { callError } from '@atelier/sdk/errors.ts';
import type { i18n } from 'i18next';
import { useTranslation } from 'react-i18next';

/** A failure in words, with its code for whoever has to look into it. */
export interface ErrorWords {
  readonly code: string;
  readonly text: string;
}

/**
 * Turns whatever was thrown into words. Every area keeps the words for its own codes under `errors` in its
 * dictionary; an unknown code gets the words of ERR_INTERNAL.
 */
export function errorWords(instance: i18n, error: unknown): ErrorWords {
  return codeWords(instance, callError(error));
}

/** The same for a code and its facts, as REST answers them. */
export function codeWords(
  instance: i18n,
  { code, details }: { readonly code: string; readonly details: Readonly<Record<string, unknown>> },
): ErrorWords {
  // Which dictionary knows the code is found while running, so its type is not known here.
  const translate = instance.t as unknown as (key: string, options: object) => string;
  const knows = instance.exists as unknown as (key: string, options: object) => boolean;
  const namespaces = Object.keys(instance.getDataByLanguage(instance.language) ?? {});
  for (const ns of namespaces) {
    const key = `errors.${code}`;
    if (knows(key, { ns })) return { code, text: translate(key, { ns, ...details }) };
  }
  return { code, text: translate('errors.ERR_INTERNAL', { ns: 'kernel' }) };
}

/** The words for an error, in the language of the moment. */
export function useErrorWords(error: unknown): ErrorWords {
  return errorWords(useTranslation().i18n, error);
}
