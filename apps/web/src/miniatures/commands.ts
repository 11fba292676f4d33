import { miniaturesActions } from '@atelier/domain/miniatures/actions.ts';
import { IconDownload, IconPlus, IconPuzzle } from '@tabler/icons-react';
import type { Command, CommandTools } from '../kernel/areas.ts';
import { createType } from './dialogs/create-type.ts';
import { downloadExport } from './exchange/download-export.ts';

export function miniaturesCommands({ i18n, router, may }: CommandTools): readonly Command[] {
  const t = i18n.getFixedT(null, 'miniatures');
  const group = i18n.getFixedT(null, 'areas')('miniatures.label');
  const create: Command = {
    id: 'miniatures-new',
    group,
    label: t('list.newType'),
    icon: IconPlus,
    keys: 'N',
    run: () => createType(router),
  };
  const exporting: Command = {
    id: 'miniatures-export',
    group,
    label: t('exchange.download'),
    icon: IconDownload,
    run: downloadExport,
  };
  return may(miniaturesActions.write) ? [create, exporting] : [exporting];
}

const shownTypes = 8;

/** The types whose name holds what was typed. */
export async function searchTypes(
  search: string,
  { i18n, language, router, client }: CommandTools,
): Promise<readonly Command[]> {
  const input = { search, archived: false, locale: language, limit: shownTypes };
  const { items } = await client.miniatures.list.query(input);
  const group = i18n.getFixedT(null, 'miniatures')('palette.types');
  return items.map(({ id, name }) => ({
    id: `type-${id}`,
    group,
    label: name,
    icon: IconPuzzle,
    run: () => void router.navigate({ to: '/miniatures/$typeId', params: { typeId: id } }),
  }));
}
