import { z } from 'zod';
import type { Filter, FilterValue } from './table-filters.ts';

export interface Sort<Id extends string = string> {
  readonly by: Id;
  readonly descending: boolean;
}

/** What of a table somebody has chosen, and what its address and its saved views keep. */
export interface TableState<Id extends string = string, Values = FilterValues> {
  /** Words to be found anywhere in a row. */
  readonly q: string;
  readonly sort: Sort<Id>;
  readonly filters: Values;
  /** The columns that are shown; null for those that usually are. */
  readonly columns: readonly string[] | null;
}

export type FilterValues = Readonly<Record<string, FilterValue | undefined>>;

type ValuesOf<Filters extends Readonly<Record<string, Filter>>> = {
  readonly [Id in keyof Filters]?: z.output<Filters[Id]['codec']>;
};

/** Parameters of an address, as a page without a schema of its own has them. */
export type Search = Readonly<Record<string, unknown>>;

export interface TableAddress<
  Id extends string = string,
  Filters extends Readonly<Record<string, Filter>> = Readonly<Record<string, Filter>>,
> {
  /** The columns by which it can be sorted. */
  readonly sorts: readonly Id[];
  readonly filters: Filters;
  readonly usual: TableState<Id, ValuesOf<Filters>>;
  /** Reads an address; what is no value of ours is as usual. */
  read(search: Search): TableState<Id, ValuesOf<Filters>>;
  /** Nothing stands in an address that is as usual. */
  write(state: TableState<Id, ValuesOf<Filters>>): Readonly<Record<string, string>>;
  /** An address with another state of the table; what is not the table's stays. */
  replace(search: Search, state: TableState<Id, ValuesOf<Filters>>): Record<string, unknown>;
}

interface Options<Id extends string, Filters> {
  readonly sorts: readonly [Id, ...Id[]];
  /** As it is sorted at first: a column, with `-` before it for descending. */
  readonly sort: NoInfer<Id | `-${Id}`>;
  /** By column. `q`, `sort` and `columns` are taken. */
  readonly filters: Filters;
}

/** The router reads `?q=40000` as a number. */
const text = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const searchText = text.pipe(z.string().trim().max(200));
const columnList = text.pipe(z.string().regex(/^[\w-]+(,[\w-]+)*$/));

/** How the state of one table stands in the address of its page (ADR 80). */
export function tableAddress<
  const Id extends string,
  const Filters extends Readonly<Record<string, Filter>>,
>({ sorts, sort, filters }: Options<Id, Filters>): TableAddress<Id, Filters> {
  const sortText = z.codec(z.string(), z.object({ by: z.enum(sorts), descending: z.boolean() }), {
    decode: (chosen) => ({
      by: chosen.replace(/^-/, '') as Id,
      descending: chosen.startsWith('-'),
    }),
    encode: ({ by, descending }) => `${descending ? '-' : ''}${by}`,
  });
  const usual: TableState<Id, ValuesOf<Filters>> = {
    q: '',
    sort: z.decode(sortText, sort),
    filters: {},
    columns: null,
  };
  const own = ['q', 'sort', 'columns', ...Object.keys(filters)];
  const address: TableAddress<Id, Filters> = {
    sorts,
    filters,
    usual,
    read(search) {
      const columns = columnList.safeParse(search.columns);
      const values = Object.entries(filters).flatMap(([id, { codec }]) => {
        const read = text.pipe(codec).safeParse(search[id]);
        return read.success ? [[id, read.data] as const] : [];
      });
      return {
        q: searchText.safeParse(search.q).data ?? usual.q,
        sort: text.pipe(sortText).safeParse(search.sort).data ?? usual.sort,
        // Each value was read by the codec of its own filter.
        filters: Object.fromEntries(values) as ValuesOf<Filters>,
        columns: columns.success ? columns.data.split(',') : null,
      };
    },
    write({ q, sort: sorted, filters: values, columns }) {
      const sortedBy = z.encode(sortText, sorted);
      const written = Object.entries(filters).flatMap(([id, { codec }]) => {
        const value = values[id];
        return value === undefined
          ? []
          : [[id, z.encode(codec as z.ZodType<unknown, string>, value)]];
      });
      return {
        ...(q.trim() === '' ? {} : { q: q.trim() }),
        ...(sortedBy === sort ? {} : { sort: sortedBy }),
        ...Object.fromEntries(written),
        ...(columns === null ? {} : { columns: columns.join(',') }),
      };
    },
    replace(search, state) {
      const others = Object.entries(search).filter(([id]) => !own.includes(id));
      return { ...Object.fromEntries(others), ...address.write(state) };
    },
  };
  return address;
}

/** The state that a page of a table can be in, for the input of its query. */
export type StateOf<Address> =
  Address extends TableAddress<infer Id, infer Filters> ? TableState<Id, ValuesOf<Filters>> : never;
