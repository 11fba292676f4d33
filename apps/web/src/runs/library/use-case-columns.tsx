import { coverageLevels } from '@atelier/domain/runs/schemas.ts';
import type { FoundCase } from '@atelier/domain/runs/types.ts';
import { IconGripVertical } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../kernel/i18n/format.ts';
import type { Column } from '../../kernel/tables/column.ts';
import classes from './case-list.module.css';
import { startDrag } from './dragged.ts';

/** The columns of a list of cases; where they can be dragged, with a grip before the key. */
export function useCaseColumns(canDrag: boolean): readonly Column<FoundCase>[] {
  const { t } = useTranslation('library');
  const format = useFormat();
  return useMemo(() => {
    const outcomes = {
      ...{ ok: t('cases.lastOk'), fail: t('cases.lastFail'), na: t('cases.lastNa') },
      none: t('cases.lastNone'),
    };
    const yesNo = { yes: t('cases.yes'), no: t('cases.no') };
    return [
      { id: 'title', head: t('cases.title'), value: ({ title }) => title, width: 3.5 },
      {
        id: 'key',
        head: t('cases.key'),
        value: ({ key }) => key,
        width: 0.9,
        cell: ({ id, key }) => (
          <span className={classes.key}>
            {canDrag && (
              <span
                aria-hidden
                draggable
                className={classes.grip}
                onDragStart={(event) => startDrag(event, 'cases', [id])}
              >
                <IconGripVertical size={16} />
              </span>
            )}
            {key}
          </span>
        ),
      },
      {
        id: 'level',
        head: t('cases.level'),
        value: ({ tags }) => levelsOf(tags).join(', '),
        words: Object.fromEntries(coverageLevels.map((level) => [level, level])),
        width: 0.7,
      },
      {
        id: 'tag',
        head: t('cases.tags'),
        value: ({ tags }) => tags.filter((tag) => !isLevel(tag)).join(', '),
        width: 0.9,
      },
      {
        id: 'estimate',
        head: t('cases.estimate'),
        value: ({ estimatedMinutes }) => estimatedMinutes,
        isFigures: true,
        isExtra: true,
        width: 0.8,
      },
      {
        id: 'complexity',
        head: t('cases.complexity'),
        value: ({ complexity }) => complexity,
        isFigures: true,
        isExtra: true,
      },
      {
        id: 'mandatory',
        head: t('cases.mandatory'),
        value: ({ isMandatory }) => (isMandatory ? 'yes' : 'no'),
        words: yesNo,
        isExtra: true,
      },
      {
        id: 'last',
        head: t('cases.last'),
        value: ({ lastResult }) => lastResult ?? 'none',
        words: outcomes,
        width: 1.2,
      },
      {
        id: 'version',
        head: t('cases.version'),
        value: ({ versionNumber }) => versionNumber,
        isFigures: true,
        width: 0.9,
      },
      {
        id: 'updated',
        head: t('cases.updated'),
        value: ({ updatedAt }) => Date.parse(updatedAt),
        text: ({ updatedAt }) => format.instant(Date.parse(updatedAt)),
        isExtra: true,
        width: 1.2,
      },
      {
        id: 'archive',
        head: t('cases.archive'),
        value: ({ isArchived }) => (isArchived ? 'archived' : 'used'),
        words: { archived: t('cases.inArchive'), used: t('cases.inUse') },
        isExtra: true,
      },
    ];
  }, [t, format, canDrag]);
}

const isLevel = (tag: string) => (coverageLevels as readonly string[]).includes(tag.toUpperCase());
const levelsOf = (tags: readonly string[]) => tags.filter(isLevel);
