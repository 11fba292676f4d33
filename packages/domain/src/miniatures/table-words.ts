import { type Stage, stages } from './stages.ts';

/** What a column of somebody's table holds. The columns that are none of ours are left out. */
export type ColumnRole = 'name' | 'status' | 'quantity' | 'ignored' | Stage;

export const columnRoles: readonly ColumnRole[] = [
  'name',
  'status',
  'quantity',
  ...stages,
  'ignored',
];

/** What people write for a stage, in English and Russian, as a heading and as a status; the surest first. */
const stageWords: Readonly<Record<Stage, readonly string[]>> = {
  // Those last that may as well name what they came in, or when.
  IN_BOX: [
    'in box',
    'in the box',
    'unbuilt',
    'unassembled',
    'on sprue',
    'sprue',
    'not started',
    'to do',
    'todo',
    'boxed',
    'new',
    'box',
    'в коробке',
    'не собрано',
    'на литнике',
    'не начато',
    'новое',
    'новые',
    'коробка',
  ],
  BUILDING: [
    'building',
    'built',
    'build',
    'assembling',
    'assembled',
    'assembly',
    'сборка',
    'собирается',
    'собрано',
    'собран',
    'собраны',
  ],
  PRIMING: [
    'priming',
    'primed',
    'primer',
    'undercoated',
    'грунтовка',
    'грунтуется',
    'грунт',
    'загрунтовано',
    'загрунтован',
    'загрунтованы',
  ],
  PAINTING: [
    'painting',
    'in progress',
    'wip',
    'on the table',
    'based',
    'покраска',
    'красится',
    'в работе',
    'в процессе',
  ],
  DONE: [
    'done',
    'painted',
    'finished',
    'complete',
    'completed',
    'ready',
    'готово',
    'готов',
    'готовы',
    'покрашено',
    'покрашен',
    'покрашены',
    'закончено',
  ],
};

/** The surest first: of several columns for one thing that one counts whose word stands before the others'. */
const headWords: Readonly<Record<'name' | 'status' | 'quantity', readonly string[]>> = {
  name: [
    'name',
    'название',
    'имя',
    'наименование',
    'title',
    'model',
    'модель',
    'unit',
    'отряд',
    'miniature',
    'miniatures',
    'миниатюра',
    'миниатюры',
    'type',
    'тип',
    'kit',
    'set',
    'набор',
  ],
  status: ['status', 'stage', 'state', 'progress', 'статус', 'этап', 'состояние', 'стадия'],
  quantity: [
    'quantity',
    'qty',
    'count',
    'number',
    'amount',
    'models',
    'total',
    'pcs',
    'количество',
    'кол во',
    'колво',
    'число',
    'штук',
    'шт',
    'всего',
  ],
};

const stageOfWord = new Map(entriesOf(stageWords));
const roleOfHead = new Map<string, ColumnRole>([...entriesOf(headWords), ...stageOfWord]);
/** The place of each heading in the list of its role. */
const rankOfHead = new Map(
  Object.values({ ...headWords, ...stageWords }).flatMap((words) =>
    words.map((word, rank) => [word, rank] as const),
  ),
);

/** What a column with this heading most likely holds, or null for nothing that is known. */
export function roleByHead(head: string): ColumnRole | null {
  return roleOfHead.get(folded(head)) ?? null;
}

/** How sure that is: less is surer, among headings of the same role. */
export function headRank(head: string): number {
  return rankOfHead.get(folded(head)) ?? Number.POSITIVE_INFINITY;
}

/** The stage that a word means, or null for one that is not known. */
export function stageByWord(word: string): Stage | null {
  return stageOfWord.get(folded(word)) ?? null;
}

/** A word without what does not matter: case, how its accents are encoded, punctuation, blanks in a row. */
export function folded(word: string): string {
  return word
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\p{Punctuation}\p{Separator}\p{Control}]+/gu, ' ')
    .trim();
}

function entriesOf<Role extends string>(
  words: Readonly<Record<Role, readonly string[]>>,
): (readonly [string, Role])[] {
  const roles = Object.keys(words) as Role[];
  return roles.flatMap((role) => words[role].map((word) => [word, role] as const));
}
