import type { CaseFilter } from '@atelier/domain/runs/schemas.ts';
import { Anchor, NativeSelect, Stack, Text } from '@mantine/core';
import '@mantine/core/styles/Anchor.css';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { useSavedViews } from '../../kernel/tables/use-saved-views.ts';
import { caseAddress, caseFilterOf, caseTableName } from '../library/case-table.ts';

/** A saved view of the library, as the server finds its cases. */
export interface CaseView {
  readonly name: string;
  readonly filter: CaseFilter;
}

/** The person's views of the library’s cases; those of the archive are none, as what is in it is not carried out. */
export function useCaseViews(): readonly CaseView[] {
  const [saved] = useSavedViews(caseTableName);
  return useMemo(
    () =>
      saved.flatMap(({ name, search }) => {
        const state = caseAddress.read(search);
        return state.filters.archive ? [] : [{ name, filter: caseFilterOf(state) }];
      }),
    [saved],
  );
}

/** How many cases of a project a view finds now; undefined where none is chosen, and until it is known. */
export function useFoundByView(projectId: string, view: CaseView | undefined): number | undefined {
  const trpc = useTRPC();
  const wanted = { projectId, ...view?.filter, limit: 1 };
  const enabled = view !== undefined;
  const { data } = useQuery(trpc.runs.cases.list.queryOptions(wanted, { enabled }));
  return enabled ? data?.total : undefined;
}

interface Props {
  readonly projectId: string;
  readonly views: readonly CaseView[];
  readonly chosen: CaseView | undefined;
  readonly found: number | undefined;
  readonly onChoose: (name: string) => void;
}

/** Chooses one of the person’s views of the library by its name, or says how there come to be any. */
export function SavedViewField({ projectId, views, chosen, found, onChoose }: Props) {
  const { t } = useTranslation('benches');
  if (views.length === 0) {
    return (
      <Stack gap={2}>
        <Text size="sm" fw={600}>
          {t('newRun.view')}
        </Text>
        <Text size="sm" c="dimmed">
          {t('newRun.noViews')}{' '}
          <Anchor
            underline="always"
            renderRoot={(props: object) => (
              <Link to="/runs/projects/$projectId/library" params={{ projectId }} {...props} />
            )}
          >
            {t('newRun.toLibrary')}
          </Anchor>
        </Text>
      </Stack>
    );
  }
  return (
    <Stack gap={4}>
      <NativeSelect
        label={t('newRun.view')}
        data={[
          { value: '', label: t('newRun.noView') },
          ...views.map(({ name }) => ({ value: name, label: name })),
        ]}
        value={chosen?.name ?? ''}
        onChange={({ currentTarget }) => onChoose(currentTarget.value)}
      />
      <Text size="sm" c="dimmed" role="status">
        {found !== undefined && t('newRun.found', { count: found })}
      </Text>
    </Stack>
  );
}
