/** Some fields of a row that are to change; what is undefined stays as it is. */
export type Patch<Fields> = { readonly [Field in keyof Fields]?: Fields[Field] | undefined };

/** Those that are to change alone. */
export function given<Fields extends object>(patch: Patch<Fields>): Partial<Fields> {
  const entries = Object.entries(patch).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Partial<Fields>;
}
