import type { Translation } from '../../kernel/i18n/dictionary.ts';
import type { en } from './statistics-en.ts';

export const ru: Translation<typeof en> = {
  flow: 'Миниатюры по этапам',
  flowText: 'Сколько миниатюр было на каждом этапе день за днём.',
  flowSummary_one:
    'Диаграмма с областями с {{from}} по {{to}}: сегодня {{count, number}} миниатюра, из них готово — {{done, number}}.',
  flowSummary_few:
    'Диаграмма с областями с {{from}} по {{to}}: сегодня {{count, number}} миниатюры, из них готово — {{done, number}}.',
  flowSummary_many:
    'Диаграмма с областями с {{from}} по {{to}}: сегодня {{count, number}} миниатюр, из них готово — {{done, number}}.',
  flowSummary_other:
    'Диаграмма с областями с {{from}} по {{to}}: сегодня {{count, number}} миниатюры, из них готово — {{done, number}}.',
  stageTime: 'Время на этапах',
  stageTimeText: 'Сколько в среднем миниатюра проводит на этапе, прежде чем перейти дальше.',
  lessThanDay: 'меньше дня',
  days_one: '{{count, number}} день',
  days_few: '{{count, number}} дня',
  days_many: '{{count, number}} дней',
  days_other: '{{count, number}} дня',
  stageTimeOf_one: 'по {{count, number}} миниатюре',
  stageTimeOf_few: 'по {{count, number}} миниатюрам',
  stageTimeOf_many: 'по {{count, number}} миниатюрам',
  stageTimeOf_other: 'по {{count, number}} миниатюры',
  noTime: 'пока нет данных',
  stage: 'Этап',
  mean: 'В среднем',
  left: 'Перешло дальше',
  weeks: 'Добавлено и готово по неделям',
  weeksText: 'Если готово больше, чем добавлено, запас уменьшается.',
  weeksLatest: 'На диаграмме последние пять лет, в таблице — все недели.',
  weeksSummary_one:
    'Столбчатая диаграмма за {{count, number}} неделю: всего добавлено — {{bought, number}}, готово — {{done, number}}.',
  weeksSummary_few:
    'Столбчатая диаграмма за {{count, number}} недели: всего добавлено — {{bought, number}}, готово — {{done, number}}.',
  weeksSummary_many:
    'Столбчатая диаграмма за {{count, number}} недель: всего добавлено — {{bought, number}}, готово — {{done, number}}.',
  weeksSummary_other:
    'Столбчатая диаграмма за {{count, number}} недели: всего добавлено — {{bought, number}}, готово — {{done, number}}.',
  week: 'Неделя с',
  day: 'День',
  bought: 'Добавлено',
  done: 'Готово',
  total: 'Всего',
  overallText: 'Каждый пройденный этап — четверть пути.',
  empty: 'Данных пока нет. Графики появятся, когда вы начнёте перемещать миниатюры.',
  weekOf: 'Неделя с {{date}}',
};
