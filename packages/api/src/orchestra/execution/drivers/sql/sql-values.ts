import { jsonFault } from '@atelier/domain/orchestra/json.ts';
import pg from 'pg';
import { storableText } from '../../storable.ts';

type Parser = (text: string) => unknown;

/** By the numbers of PostgreSQL's types; all others stay text: dates, large numbers, ranges. */
const parsers: Readonly<Record<number, Parser>> = {
  // bool, int2, int4, oid, float4, float8
  16: (text) => text === 't',
  ...parsedBy(numberIn, [21, 23, 26, 700, 701]),
  // json, jsonb
  ...parsedBy(jsonIn, [114, 3802]),
  // Lists of bool, int2, int4, oid, float4, float8, whose members stay what they are.
  ...parsedBy(
    listAs(1000, (one) => one),
    [1000],
  ),
  ...parsedBy(listAs(1009, inList(numberIn)), [1005, 1007, 1028, 1021, 1022]),
  ...parsedBy(listAs(1009, inList(jsonIn)), [199, 3807]),
  // Lists of text, varchar, char, name, int8, numeric, uuid, date, time, timestamp, timestamptz, interval, inet
  ...parsedBy(
    listAs(1009, inList(storableText)),
    [1009, 1015, 1014, 1003, 1016, 1231, 2951, 1182, 1183, 1115, 1185, 1187, 1041],
  ),
};

/** What becomes of the values of an answer, for a statement's `types`. */
export const sqlTypes = {
  getTypeParser: (oid: number) => parsers[oid] ?? storableText,
} as unknown as pg.CustomTypesConfig;

function parsedBy(parser: Parser, oids: readonly number[]): Readonly<Record<number, Parser>> {
  return Object.fromEntries(oids.map((oid) => [oid, parser]));
}

/** NaN and the infinities are no JSON: they stay text. */
function numberIn(text: string): number | string {
  const value = Number(text);
  return Number.isFinite(value) ? value : text;
}

/** What could not be kept as JSON stays text. */
function jsonIn(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return jsonFault(value) === null ? value : storableText(text);
  } catch {
    return storableText(text);
  }
}

/** PostgreSQL's own way to write lists, as its driver reads it for the list type with this number. */
function listAs(oid: number, member: (one: unknown) => unknown): Parser {
  const read = pg.types.getTypeParser(oid) as (text: string) => unknown[];
  const each = (one: unknown): unknown => (Array.isArray(one) ? one.map(each) : member(one));
  return (text) => read(text).map(each);
}

function inList(parser: Parser): (one: unknown) => unknown {
  return (one) => (typeof one === 'string' ? parser(one) : one);
}
