import { runsActions } from '@atelier/domain/runs/actions.ts';
import type { Asset } from '@atelier/domain/runs/types.ts';
import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { useFormat } from '../../kernel/i18n/format.ts';
import type { Column } from '../../kernel/tables/column.ts';
import { DataGrid } from '../../kernel/tables/data-grid.tsx';
import { tableAddress } from '../../kernel/tables/table-address.ts';
import { choiceFilter, textFilter } from '../../kernel/tables/table-filters.ts';
import { allRows } from '../../kernel/tables/table-rows.ts';
import { useTableState } from '../../kernel/tables/use-table-state.ts';
import { useMay } from '../use-may.ts';
import { AssetDialog } from './asset-dialog.tsx';
import { HoldDialog } from './hold-dialog.tsx';

const address = tableAddress({
  sorts: ['model', 'firmware', 'stand', 'holder'],
  sort: 'model',
  filters: { model: textFilter(), holder: textFilter(), active: choiceFilter(['yes', 'no']) },
});

type Open =
  | { readonly kind: 'asset'; readonly asset: Asset | null }
  | { readonly kind: 'hold'; readonly asset: Asset };

/** The benches and devices of a project, and who has each. */
export function AssetsPage() {
  const { t } = useTranslation('benches');
  const { projectId } = useParams({ from: '/runs/projects/$projectId/assets' });
  const trpc = useTRPC();
  const table = useTableState(address);
  const rows = allRows(useQuery(trpc.runs.assets.list.queryOptions({ projectId })));
  const may = useMay(projectId);
  const mayEdit = may(runsActions.edit);
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      {mayEdit && (
        <Button
          mb="md"
          leftSection={<IconPlus size={18} aria-hidden />}
          onClick={() => setOpen({ kind: 'asset', asset: null })}
        >
          {t('assets.create')}
        </Button>
      )}
      <DataGrid
        name="assets"
        label={t('assets.list')}
        table={table}
        rows={rows}
        columns={useColumns(mayEdit, setOpen)}
        empty={t('assets.empty')}
      />
      {open?.kind === 'asset' && (
        <AssetDialog projectId={projectId} asset={open.asset} onClose={close} />
      )}
      {open?.kind === 'hold' && <HoldDialog asset={open.asset} onClose={close} />}
    </>
  );
}

function useColumns(mayEdit: boolean, open: (what: Open) => void): readonly Column<Asset>[] {
  const { t } = useTranslation('benches');
  const format = useFormat();
  return useMemo(
    () => [
      { id: 'model', head: t('assets.model'), value: ({ model, assetType }) => model || assetType },
      {
        id: 'firmware',
        head: t('assets.firmware'),
        value: ({ firmwareVersion }) => firmwareVersion,
      },
      { id: 'stand', head: t('assets.stand'), value: ({ standName }) => standName },
      {
        id: 'site',
        head: t('assets.site'),
        value: ({ locationName }) => locationName,
        isExtra: true,
      },
      {
        id: 'serial',
        head: t('assets.serial'),
        value: ({ serialNumber }) => serialNumber ?? '',
        isExtra: true,
      },
      {
        id: 'active',
        head: t('assets.active'),
        value: ({ isActive }) => (isActive ? 'yes' : 'no'),
        words: { yes: t('assets.yes'), no: t('assets.no') },
        width: 0.6,
      },
      {
        id: 'holder',
        head: t('assets.holder'),
        value: ({ heldFor }) => heldFor?.by.name ?? '',
        width: 1.6,
        cell: ({ heldFor }, tabIndex) =>
          heldFor && (
            <span>
              {heldFor.until === null
                ? heldFor.by.name
                : t('assets.heldUntil', {
                    name: heldFor.by.name,
                    at: format.instant(Date.parse(heldFor.until)),
                  })}{' '}
              <Link to="/runs/runs/$runId" params={{ runId: heldFor.runId }} tabIndex={tabIndex}>
                {heldFor.runTitle}
              </Link>
            </span>
          ),
      },
      ...(mayEdit
        ? [
            {
              id: 'actions',
              head: t('assets.actions'),
              value: () => '',
              width: 1.4,
              cell: (asset: Asset, tabIndex: 0 | -1) => (
                <span>
                  <Button
                    size="compact-sm"
                    variant="default"
                    tabIndex={tabIndex}
                    onClick={() => open({ kind: 'asset', asset })}
                  >
                    {t('assets.edit')}
                  </Button>{' '}
                  <Button
                    size="compact-sm"
                    variant="default"
                    tabIndex={tabIndex}
                    onClick={() => open({ kind: 'hold', asset })}
                  >
                    {asset.heldFor === null ? t('hold.take') : t('hold.handOver')}
                  </Button>
                </span>
              ),
            },
          ]
        : []),
    ],
    [t, format, mayEdit, open],
  );
}
