import { useDebouncedValue } from '@mantine/hooks';
import {
  IconArrowsExchange,
  IconChartAreaLine,
  IconDownload,
  IconLayoutList,
  IconPlus,
  IconPuzzle,
} from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../kernel/api.ts';
import type { Command } from '../kernel/areas.ts';
import { useLanguage } from '../kernel/i18n/use-language.ts';
import { useCreateType } from './dialogs/use-create-type.ts';
import { downloadExport } from './exchange/download-export.ts';

const shownTypes = 8;

/** The area's commands, and the types whose name holds what was typed. */
export function useMiniaturesCommands(query: string): readonly Command[] {
  const { t } = useTranslation('miniatures');
  const { t: kernel } = useTranslation('kernel');
  const navigate = useNavigate();
  const createType = useCreateType();
  const trpc = useTRPC();
  const locale = useLanguage();
  const [search] = useDebouncedValue(query.trim(), 120);
  const { data } = useQuery({
    ...trpc.miniatures.list.queryOptions({ search, archived: false, locale, limit: shownTypes }),
    enabled: search !== '',
    placeholderData: keepPreviousData,
  });
  const found = query.trim() === '' ? [] : (data?.items ?? []);
  const goTo = kernel('palette.goTo');
  const actions = t('palette.actions');
  return [
    ...found.map(({ id, name }) => ({
      id: `type-${id}`,
      group: t('palette.types'),
      label: name,
      icon: IconPuzzle,
      run: () => void navigate({ to: '/miniatures/$typeId', params: { typeId: id } }),
    })),
    {
      id: 'miniatures-new',
      group: actions,
      label: t('list.newType'),
      icon: IconPlus,
      keys: 'N',
      run: createType,
    },
    {
      id: 'miniatures-export',
      group: actions,
      label: t('exchange.download'),
      icon: IconDownload,
      run: downloadExport,
    },
    {
      id: 'miniatures-collection',
      group: goTo,
      label: t('pages.collection'),
      icon: IconLayoutList,
      run: () => void navigate({ to: '/miniatures' }),
    },
    {
      id: 'miniatures-statistics',
      group: goTo,
      label: t('pages.statistics'),
      icon: IconChartAreaLine,
      run: () => void navigate({ to: '/miniatures/statistics' }),
    },
    {
      id: 'miniatures-exchange',
      group: goTo,
      label: t('pages.exchange'),
      icon: IconArrowsExchange,
      run: () => void navigate({ to: '/miniatures/exchange' }),
    },
  ];
}
