import type { Presence } from '@atelier/domain/runs/execution-types.ts';
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Choice } from '../../kernel/forms/choice.tsx';
import { useFormat } from '../../kernel/i18n/format.ts';
import classes from './execution.module.css';
import {
  countResults,
  type ItemFilter,
  itemFilters,
  passes,
  type ShownItem,
} from './shown-items.ts';

interface Props {
  readonly items: readonly ShownItem[];
  readonly filter: ItemFilter;
  readonly myId: string | null;
  readonly others: readonly Presence[];
  readonly onFilter: (filter: ItemFilter) => void;
}

/** How far the run is, who else is in it, and which items are shown. */
export function ItemFilterBar({ items, filter, myId, others, onFilter }: Props) {
  const { t } = useTranslation('execution');
  const { t: area } = useTranslation('runs');
  const format = useFormat();
  const counts = countResults(items);
  const done = items.length - counts.open;
  const people = [...new Set(others.map(({ person }) => person.name))];
  return (
    <div className={classes.bar}>
      <div className={classes.filter}>
        <Choice
          label={t('filter.label')}
          value={filter}
          options={itemFilters.map((value) => ({
            value,
            label: t('filter.with', {
              name: t(`filter.${value}`),
              number: items.filter((each) => passes(each, value, myId)).length,
            }),
          }))}
          onChange={onFilter}
        />
      </div>
      <div className={classes.progress} aria-hidden>
        {(['ok', 'fail', 'na'] as const).map((result) => (
          <div
            key={result}
            className={classes.part}
            data-result={result}
            style={{ flexGrow: counts[result] }}
          />
        ))}
        <div style={{ flexGrow: counts.open }} />
      </div>
      <Text size="sm">
        {t('progress.done', { done: format.number(done), total: format.number(items.length) })}
        {(['ok', 'fail', 'na'] as const).map(
          (result) => ` · ${area(`results.${result}`)} ${format.number(counts[result])}`,
        )}
      </Text>
      {people.length > 0 && (
        <Text size="sm">{t('presence.also', { names: people.join(', ') })}</Text>
      )}
    </div>
  );
}
