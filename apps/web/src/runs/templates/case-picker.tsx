import { coverageLevels, lastResults } from '@atelier/domain/runs/schemas.ts';
import type { ListedCase } from '@atelier/domain/runs/types.ts';
import { Button, Checkbox, Group, NativeSelect, Text, TextInput } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import classes from './case-picker.module.css';

interface Props {
  readonly projectId: string;
  readonly chosen: readonly string[];
  readonly onChange: (caseIds: readonly string[]) => void;
}

/** A year that is still being typed is none. */
const isDay = (text: string) => /^[12]\d{3}-\d\d-\d\d$/.test(text);

/** As many as one look takes; words, a suite or a tag narrow them down. */
const shownCases = 200;

/** Picks cases of a project, one by one or all that are found by what they are and say. */
export function CasePicker({ projectId, chosen, onChange }: Props) {
  const { t } = useTranslation('benches');
  const trpc = useTRPC();
  const [search, setSearch] = useState('');
  const [suiteId, setSuiteId] = useState('');
  const [tag, setTag] = useState('');
  const [level, setLevel] = useState('');
  const [changedSince, setChangedSince] = useState('');
  const [last, setLast] = useState('');
  const [isMandatory, setMandatory] = useState(false);
  const { data: suites = [] } = useQuery(trpc.runs.suites.list.queryOptions({ projectId }));
  const { data } = useQuery({
    ...trpc.runs.cases.list.queryOptions({
      ...{ projectId, limit: shownCases },
      ...(search.trim() && { search: search.trim() }),
      ...(suiteId && { suiteId }),
      ...(tag.trim() && { tag: tag.trim() }),
      ...(level && { levels: coverageLevels.filter((each) => each === level) }),
      ...(isDay(changedSince) && { changedSince }),
      ...(last && { lastResults: lastResults.filter((each) => each === last) }),
      ...(isMandatory && { mandatory: true }),
    }),
    placeholderData: keepPreviousData,
  });
  const cases: readonly ListedCase[] = data?.items ?? [];
  const isChosen = new Set(chosen);
  const ids = cases.map(({ id }) => id);
  return (
    <fieldset className={classes.picker}>
      <legend>{t('picker.label')}</legend>
      <div className={classes.filters}>
        <TextInput
          label={t('picker.search')}
          value={search}
          onChange={({ currentTarget }) => setSearch(currentTarget.value)}
        />
        <NativeSelect
          label={t('picker.suite')}
          data={[
            { value: '', label: t('picker.allSuites') },
            ...suites.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={suiteId}
          onChange={({ currentTarget }) => setSuiteId(currentTarget.value)}
        />
        <TextInput
          label={t('picker.tag')}
          value={tag}
          onChange={({ currentTarget }) => setTag(currentTarget.value)}
        />
        <NativeSelect
          label={t('picker.level')}
          data={[
            { value: '', label: t('picker.anyLevel') },
            ...coverageLevels.map((each) => ({ value: each, label: each })),
          ]}
          value={level}
          onChange={({ currentTarget }) => setLevel(currentTarget.value)}
        />
        <TextInput
          type="date"
          label={t('picker.changedSince')}
          value={changedSince}
          onChange={({ currentTarget }) => setChangedSince(currentTarget.value)}
        />
        <NativeSelect
          label={t('picker.last')}
          data={[
            { value: '', label: t('picker.anyLast') },
            ...lastResults.map((each) => ({ value: each, label: t(`picker.lasts.${each}`) })),
          ]}
          value={last}
          onChange={({ currentTarget }) => setLast(currentTarget.value)}
        />
        <Checkbox
          mb={8}
          label={t('picker.mandatory')}
          checked={isMandatory}
          onChange={({ currentTarget }) => setMandatory(currentTarget.checked)}
        />
      </div>
      <Group gap="xs" mt="xs">
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => onChange([...new Set([...chosen, ...ids])])}
        >
          {t('picker.addAll', { count: ids.length })}
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => onChange([])}>
          {t('picker.none')}
        </Button>
        <Text size="sm" role="status">
          {t('picker.chosen', { count: chosen.length })}
        </Text>
      </Group>
      <ul className={classes.cases}>
        {cases.map(({ id, key, title }) => (
          <li key={id}>
            <Checkbox
              label={`${key} ${title}`}
              checked={isChosen.has(id)}
              onChange={({ currentTarget }) =>
                onChange(
                  currentTarget.checked ? [...chosen, id] : chosen.filter((each) => each !== id),
                )
              }
            />
          </li>
        ))}
      </ul>
      {data && data.total > cases.length && (
        <Text size="sm" c="dimmed">
          {t('picker.more', { count: data.total - cases.length })}
        </Text>
      )}
    </fieldset>
  );
}
