import type { Index } from '../catalog/catalog-types.ts';
import { canonicalText } from './canonical-text.ts';

/** Whether two indexes hold the same rows under the same keys, however which rows is said. */
export function meansTheSame(one: Index, other: Index): boolean {
  return one.unique === other.unique && meaningOf(one.body) === meaningOf(other.body);
}

/** An index in the words of another one that differs from it in spelling alone; else as it is. */
export function inWordsOf(other: Index, index: Index): Index {
  const { definition, body } = other;
  const isSame =
    meansTheSame(other, index) && meaningOf(definition) === meaningOf(index.definition);
  return isSame ? { ...index, definition, body } : index;
}

/**
 * The body of an index with its predicate in one of the spellings that admit the same rows: to an index,
 * NULL is the same as false.
 *
 * @param body or the whole definition, as PostgreSQL writes it
 */
export function meaningOf(body: string): string {
  const at = outside(body, ' WHERE ')[0];
  if (at === undefined) return canonicalText(body);
  const predicate = canonicalText(body.slice(at + ' WHERE '.length));
  return `${canonicalText(body.slice(0, at))} WHERE ${conjunction(predicate)}`;
}

/** What all has to be true, each once, in the order of the alphabet. */
const conjunction = (predicate: string): string =>
  [...new Set(conditionsIn(predicate))].toSorted().join(' AND ');

function conditionsIn(predicate: string): readonly string[] {
  const text = unwrapped(predicate);
  const cuts = outside(text, ' AND ');
  if (cuts.length === 0) return condition(text);
  const starts = [0, ...cuts.map((cut) => cut + ' AND '.length)];
  return starts.flatMap((start, place) => conditionsIn(text.slice(start, cuts[place])));
}

/** One condition, without what says twice that it is true. */
function condition(text: string): readonly string[] {
  const isTrue = /^(.*?)(?: = true| IS TRUE)$/s.exec(text)?.[1];
  if (isTrue !== undefined && isWhole(isTrue)) return conditionsIn(isTrue);
  const isFalse = /^(.*?)(?: = false| IS FALSE)$/s.exec(text)?.[1] ?? /^NOT (.*)$/s.exec(text)?.[1];
  if (isFalse !== undefined && isWhole(isFalse)) return [negation(unwrapped(isFalse))];
  const [, value, list] = /^(.*) = ANY \(ARRAY\[([^,]*)\]\)$/s.exec(text) ?? [];
  return [value !== undefined && list !== undefined ? `${value} = ${list}` : text];
}

function negation(text: string): string {
  if (text.endsWith(' IS NOT NULL')) return text.replace(/ IS NOT NULL$/, ' IS NULL');
  if (text.endsWith(' IS NULL')) return text.replace(/ IS NULL$/, ' IS NOT NULL');
  return `NOT (${text})`;
}

/** Not a part of a longer chain of conditions. */
const isWhole = (text: string): boolean =>
  outside(text, ' AND ').length === 0 && outside(text, ' OR ').length === 0;

/** Without the parentheses around the whole of it. */
function unwrapped(text: string): string {
  const inner = text.slice(1, -1);
  if (!text.startsWith('(') || !text.endsWith(')') || !isBalanced(inner)) return text;
  return unwrapped(inner);
}

function isBalanced(text: string): boolean {
  let depth = 0;
  for (const [sign] of text.matchAll(tokens)) {
    if (sign === '(') depth += 1;
    if (sign === ')') depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}

/** Where `word` stands outside of parentheses, texts and quoted names. */
function outside(text: string, word: string): readonly number[] {
  const places: number[] = [];
  let depth = 0;
  for (const { 0: token, index } of text.matchAll(new RegExp(`${tokens.source}|${word}`, 'g'))) {
    if (token === '(') depth += 1;
    else if (token === ')') depth -= 1;
    else if (token === word && depth === 0) places.push(index);
  }
  return places;
}

/** Texts, quoted names, and parentheses. */
const tokens = /'(?:[^']|'')*'|"(?:[^"]|"")*"|[()]/g;
