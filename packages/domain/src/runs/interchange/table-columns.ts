/** What a column of somebody's table can hold. */
export const tableFields = [
  'key',
  'suite',
  'title',
  'summary',
  'preconditions',
  'action',
  'expected',
  'data',
  'shared',
  'step',
  'artifacts',
  'mistakes',
  'estimate',
  'complexity',
  'mandatory',
  'tags',
  'level',
  'parameters',
  'archived',
] as const;
export type TableField = (typeof tableFields)[number];

/** The field of each column, by its heading. */
export type TableMapping = Readonly<Record<string, TableField>>;

const headings: Readonly<Record<TableField, readonly string[]>> = {
  key: ['key', 'id', 'case id', 'test case id', 'external id', 'ключ', 'ид', 'номер'],
  suite: [
    'suite',
    'section hierarchy',
    'section',
    'folder',
    'component',
    'набор',
    'раздел',
    'папка',
  ],
  title: ['title', 'name', 'test case', 'case', 'summary title', 'название', 'заголовок', 'кейс'],
  summary: ['summary', 'description', 'objective', 'описание', 'цель'],
  preconditions: ['preconditions', 'precondition', 'предусловия', 'предусловие'],
  action: ['action', 'steps (step)', 'steps', 'step description', 'test steps', 'шаги', 'действие'],
  expected: [
    ...['expected', 'steps (expected result)', 'expected result', 'expected results'],
    ...['ожидаемый результат', 'ожидается'],
  ],
  data: ['data', 'test data', 'steps (additional info)', 'данные'],
  shared: ['shared step'],
  step: ['step', 'step number', 'steps (number)', 'шаг', 'номер шага'],
  artifacts: ['artifacts', 'attachments expected', 'артефакты', 'что приложить'],
  mistakes: ['common mistakes', 'mistakes', 'частые ошибки'],
  estimate: ['minutes', 'estimate', 'estimated minutes', 'оценка', 'минуты'],
  complexity: ['complexity', 'сложность'],
  mandatory: ['mandatory', 'required', 'обязательный'],
  tags: ['tags', 'labels', 'keywords', 'теги', 'метки'],
  level: ['level', 'coverage', 'уровень'],
  parameters: ['parameters', 'параметры'],
  archived: ['archived', 'в архиве'],
};

/** A first idea of what the columns hold; each field is one column at most. */
export function guessColumns(names: readonly string[]): TableMapping {
  const mapping: Record<string, TableField> = {};
  const isFree = (name: string) => mapping[name] === undefined;
  for (const field of tableFields) {
    for (const heading of headings[field]) {
      const name = names.find((one) => one.trim().toLowerCase() === heading && isFree(one));
      if (name === undefined) continue;
      mapping[name] = field;
      break;
    }
  }
  return mapping;
}
