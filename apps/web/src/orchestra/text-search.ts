/**
 * `validateSearch` of a page that keeps a few texts in its address, by their names; what else stands there is left out,
 * and what the texts say is the page's business. The router reads `?runs=10` as a number.
 */
export function textSearch<const Name extends string>(...names: readonly Name[]) {
  return (search: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(
      names.flatMap((name) => {
        const value = search[name];
        return typeof value === 'string' || typeof value === 'number' ? [[name, `${value}`]] : [];
      }),
    ) as { readonly [Each in Name]?: string };
}
