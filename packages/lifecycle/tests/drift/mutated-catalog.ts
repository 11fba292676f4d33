import type { Catalog } from '@atelier/lifecycle/catalog/catalog-types.ts';

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type Path = readonly (string | number)[];

/** What the comparison promises to tell everything about. */
export function compared({ dependencies: _dependencies, ...catalog }: Catalog): Json {
  return JSON.parse(JSON.stringify(catalog));
}

/** Every value and every list within, but for how things were made. */
export function* pathsIn(value: Json, path: Path = []): Generator<Path> {
  if (['made', 'local', 'concerns'].includes(String(path.at(-1)))) return;
  if (path.length > 1) yield path;
  if (value === null || typeof value !== 'object') return;
  for (const [key, inner] of Object.entries(value)) {
    yield* pathsIn(inner, [...path, Array.isArray(value) ? Number(key) : key]);
  }
}

/** Another value of the same kind at this place; a part of a list is left out. */
export function changedAt(catalog: Catalog, path: Path, seed: number): Json {
  const whole = compared(catalog);
  let parent: Json = whole;
  for (const key of path.slice(0, -1)) parent = (parent as { [key: string]: Json })[key] ?? null;
  const last = path.at(-1) ?? '';
  const old = (parent as { [key: string]: Json })[last];
  if (Array.isArray(parent) && (seed % 2 === 0 || typeof old === 'object')) {
    parent.splice(Number(last), 1);
  } else {
    const owner = { schema: 'shop', name: 'orders', column: 'weight' };
    (parent as { [key: string]: Json })[last] =
      last === 'ownedBy' && old === null ? owner : otherThan(old ?? null, seed);
  }
  return whole;
}

function otherThan(value: Json, seed: number): Json {
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'string') return seed % 3 === 0 ? value.slice(1) : `${value}x`;
  if (Array.isArray(value)) return value.slice(1);
  return value === null ? 'x' : null;
}
