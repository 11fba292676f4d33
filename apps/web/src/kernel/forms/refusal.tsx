import { useErrorWords } from '../errors/error-words.ts';

/** What the server refused, in the language of the moment. */
export function Refusal({ error }: { readonly error: unknown }) {
  return useErrorWords(error).text;
}
