import { z } from 'zod';
import { storableText } from '../kernel/text.ts';

/** How long a synopsis may be: items, and characters of each text. */
export const synopsisLimits = { items: 2000, text: 20_000, listItems: 500 } as const;

const text = storableText.max(synopsisLimits.text);

/** One item of a synopsis. */
export const synopsisItem = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('heading'), text }),
  z.strictObject({ type: z.literal('text'), text }),
  z.strictObject({ type: z.literal('definition'), term: text, description: text }),
  z.strictObject({
    type: z.literal('code'),
    language: storableText.max(40).optional(),
    code: text,
  }),
  z.strictObject({ type: z.literal('note'), text }),
  z.strictObject({
    type: z.literal('list'),
    items: z.array(text).max(synopsisLimits.listItems),
  }),
]);

export const synopsisItems = z.array(synopsisItem).max(synopsisLimits.items);

export type SynopsisItem = Readonly<z.output<typeof synopsisItem>>;
export type SynopsisItemType = SynopsisItem['type'];
export const synopsisItemTypes = [
  'heading',
  'text',
  'definition',
  'code',
  'note',
  'list',
] as const satisfies readonly SynopsisItemType[];

/** Items as a database has them; what older programs wrote there that is none is a note of itself. */
export function readItems(stored: unknown): readonly SynopsisItem[] {
  const list = Array.isArray(stored) ? stored : [stored];
  return list.map((one) => {
    const read = synopsisItem.safeParse(one);
    if (read.success) return read.data;
    const written = typeof one === 'string' ? one : JSON.stringify(one);
    return { type: 'note', text: written.slice(0, synopsisLimits.text) };
  });
}

/** What became of an item between two versions. */
export interface ItemChange {
  readonly kind: 'same' | 'added' | 'removed';
  readonly item: SynopsisItem;
}

/**
 * The items of both versions in one list, by a longest common subsequence; what is between two same items is removed
 * first and added behind it.
 */
export function differenceOf(
  before: readonly SynopsisItem[],
  after: readonly SynopsisItem[],
): readonly ItemChange[] {
  const [was, is] = [before.map(print), after.map(print)];
  let start = 0;
  while (start < was.length && start < is.length && was[start] === is[start]) start += 1;
  let end = 0;
  while (
    end < was.length - start &&
    end < is.length - start &&
    was[was.length - 1 - end] === is[is.length - 1 - end]
  ) {
    end += 1;
  }
  const changes = (kind: ItemChange['kind'], items: readonly SynopsisItem[]) =>
    items.map((item) => ({ kind, item }));
  return [
    ...changes('same', before.slice(0, start)),
    ...middle(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...changes('same', before.slice(before.length - end)),
  ];
}

/** Of what is between the same beginning and the same end. */
function middle(
  before: readonly SynopsisItem[],
  after: readonly SynopsisItem[],
): readonly ItemChange[] {
  const [was, is] = [before.map(print), after.map(print)];
  const width = is.length + 1;
  // The length of the longest common subsequence behind each pair of places.
  const lengths = new Uint16Array((was.length + 1) * width);
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0;
  for (let i = was.length - 1; i >= 0; i -= 1) {
    for (let j = is.length - 1; j >= 0; j -= 1) {
      lengths[i * width + j] =
        was[i] === is[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const found: ItemChange[] = [];
  let [i, j] = [0, 0];
  for (;;) {
    const [one, other] = [before[i], after[j]];
    if (one !== undefined && other !== undefined && was[i] === is[j]) {
      found.push({ kind: 'same', item: one });
      i += 1;
      j += 1;
    } else if (one !== undefined && (other === undefined || at(i + 1, j) >= at(i, j + 1))) {
      found.push({ kind: 'removed', item: one });
      i += 1;
    } else if (other !== undefined) {
      found.push({ kind: 'added', item: other });
      j += 1;
    } else {
      return found;
    }
  }
}

/** The same for the same item, however its fields are ordered: PostgreSQL keeps an order of its own. */
function print(item: SynopsisItem): string {
  return JSON.stringify(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)));
}
