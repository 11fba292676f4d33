import type { Translation } from '../../kernel/i18n/dictionary.ts';
import type { en } from './runs-waiting-en.ts';

export const ru: Translation<typeof en> = {
  nothing: 'Ни один прогон вас не ждёт.',
  mine_one: '{{project}}: остался {{count, number}} пункт',
  mine_few: '{{project}}: осталось {{count, number}} пункта',
  mine_many: '{{project}}: осталось {{count, number}} пунктов',
  mine_other: '{{project}}: осталось {{count, number}} пункта',
  stuck: '{{project}}: давно в работе, инженер — {{engineer}}',
  failed: 'С недавних пор не проходит, прогон «{{run}}»',
};
