import type { ModelMessage } from '../request.ts';
import { type RehearsalWords, rehearsalWords } from './rehearsal-words.ts';

/** Made up from a conversation alone: the same one has the same answer. */
export function rehearsalAnswer(messages: readonly ModelMessage[]): string {
  const asked = lastWords(messages);
  const words = rehearsalWords[languageOf(asked)];
  const topic = topicOf(asked);
  if (topic === undefined) return `${words.notice}\n\n${words.greeting}`;
  const seed = hashOf(asked) + messages.length;
  const steps = [0, 1, 2].map((at) => pick(words.steps, seed + at)(topic));
  return [
    words.notice,
    opening(words, asked, topic, seed),
    steps.map((step, at) => `${at + 1}. ${step}`).join('\n'),
    pick(words.closing, seed),
  ].join('\n\n');
}

function opening(words: RehearsalWords, asked: string, topic: string, seed: number): string {
  if (asked.includes('```')) return words.withCode;
  return asked.includes('?') ? words.asked(topic) : pick(words.opening, seed)(topic);
}

/** What a person said last. */
export function lastWords(messages: readonly ModelMessage[]): string {
  const last = messages.findLast((one) => one.role === 'user');
  return last?.role === 'user' ? last.text : '';
}

export function languageOf(text: string): 'en' | 'ru' {
  const cyrillic = text.match(/[а-яё]/gi)?.length ?? 0;
  const latin = text.match(/[a-z]/gi)?.length ?? 0;
  // Russian about programs is full of English words.
  return cyrillic > 0 && cyrillic * 2 >= latin ? 'ru' : 'en';
}

const longestTopic = 6;

/**
 * The first words of what was said, as plain words: nothing of them can be markup. Undefined where there is no word.
 */
export function topicOf(text: string): string | undefined {
  const prose = text.replaceAll(/```[\s\S]*?(?:```|$)/g, ' ').trim();
  const sentence = /^[^.!?\n]+/.exec(prose.replace(/^[\s.!?]+/, ''))?.[0] ?? '';
  const words = sentence.match(/[\p{L}\p{M}\p{N}]+(?:['’+#-][\p{L}\p{N}+#]*)*/gu) ?? [];
  const kept = words.slice(0, longestTopic).map((word) => word.slice(0, 40));
  if (kept.length === 0)
    return /\p{L}/u.test(text) ? rehearsalWords[languageOf(text)].noTopic : undefined;
  return kept.join(' ') + (words.length > longestTopic ? '…' : '');
}

const pick = <Item>(items: readonly [Item, ...Item[]] | readonly Item[], seed: number): Item => {
  const item = items[seed % items.length];
  if (item === undefined) throw new TypeError('Nothing to pick from.');
  return item;
};

/** Between 0 and 2³² − 1 (FNV-1a). */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++)
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return hash;
}

/** As a model gives it: a word and the blank before it. */
export const rehearsalTokens = (text: string): readonly string[] =>
  text.match(/\s*\S{1,12}/g) ?? [];
