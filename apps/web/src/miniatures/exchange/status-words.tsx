import { isStage, type Stage, stages } from '@atelier/domain/miniatures/stages.ts';
import {
  ownStatuses,
  type TableMapping,
  type TableRows,
  toldStage,
} from '@atelier/domain/miniatures/table-reading.ts';
import { NativeSelect, Text } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './table-mapping.module.css';

interface Props {
  readonly rows: TableRows;
  readonly mapping: TableMapping;
  readonly onStatus: (word: string, stage: Stage | null) => void;
}

/** Words beyond these would make the page endless; their rows are told as ones that cannot be read. */
const shownWords = 30;

/** The user's own words for stages, each with a choice of what it means. */
export function StatusWords({ rows, mapping, onStatus }: Props) {
  const { t } = useTranslation(['miniatures', 'exchange']);
  const words = useMemo(() => ownStatuses(rows, mapping), [rows, mapping]);
  if (words.length === 0) return null;
  const choices = [
    { value: '', label: t('exchange:table.noStage') },
    ...stages.map((stage) => ({ value: stage, label: t(`stages.${stage}`) })),
  ];
  return (
    <section aria-label={t('exchange:table.statuses')}>
      <Text fw={600} mb="xs">
        {t('exchange:table.statuses')}
      </Text>
      <ul className={classes.columns}>
        {words.slice(0, shownWords).map((word) => (
          <li key={word} className={classes.column}>
            <strong className={classes.head}>{word}</strong>
            <NativeSelect
              className={classes.choice}
              aria-label={t('exchange:table.means', { word })}
              data={choices}
              value={toldStage(word, mapping.statuses) ?? ''}
              onChange={({ currentTarget: { value } }) =>
                onStatus(word, isStage(value) ? value : null)
              }
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
