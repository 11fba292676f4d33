interface CompareSearch {
  readonly before?: string;
  readonly after?: string;
  readonly show?: string;
}

/** What the page of a comparison keeps in its address: the two runs, and what is shown of their differences. */
export function compareSearch({ before, after, show }: Record<string, unknown>): CompareSearch {
  return {
    ...(isId(before) && { before }),
    ...(isId(after) && { after }),
    ...(typeof show === 'string' && { show }),
  };
}

const isId = (value: unknown): value is string =>
  typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value);
