import { runsActions } from '@atelier/domain/runs/actions.ts';
import type { Asset } from '@atelier/domain/runs/types.ts';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { useFormat } from '../../kernel/i18n/format.ts';
import type { Column } from '../../kernel/tables/column.ts';
import { ListPage } from '../../kernel/tables/list-page.tsx';
import { tableAddress } from '../../kernel/tables/table-address.ts';
import { choiceFilter, textFilter } from '../../kernel/tables/table-filters.ts';
import { allRows } from '../../kernel/tables/table-rows.ts';
import { useTableState } from '../../kernel/tables/use-table-state.ts';
import { inUseColumn } from '../fields/in-use-column.ts';
import { useMay } from '../use-may.ts';
import { AssetDialog } from './asset-dialog.tsx';
import classes from './assets-page.module.css';
import { HoldDialog } from './hold-dialog.tsx';

const address = tableAddress({
  sorts: ['model', 'firmware', 'stand', 'holder'],
  sort: 'model',
  filters: { model: textFilter(), holder: textFilter(), active: choiceFilter(['yes', 'no']) },
});

/** The benches and devices of a project, and who has each. */
export function AssetsPage() {
  const { t } = useTranslation('benches');
  const { projectId } = useParams({ from: '/runs/projects/$projectId/assets' });
  const trpc = useTRPC();
  const may = useMay(projectId);
  const mayEdit = may(runsActions.edit);
  const [held, setHeld] = useState<Asset | null>(null);
  return (
    <>
      <ListPage
        name="assets"
        label={t('assets.list')}
        create={mayEdit ? t('assets.create') : null}
        table={useTableState(address)}
        rows={allRows(useQuery(trpc.runs.assets.list.queryOptions({ projectId })))}
        columns={useColumns(may(runsActions.execute), setHeld)}
        empty={t('assets.empty')}
        mayOpen={() => mayEdit}
        dialog={(asset, onClose) => (
          <AssetDialog projectId={projectId} asset={asset} onClose={onClose} />
        )}
      />
      {held && <HoldDialog asset={held} onClose={() => setHeld(null)} />}
    </>
  );
}

function useColumns(mayHold: boolean, onHold: (asset: Asset) => void): readonly Column<Asset>[] {
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
      inUseColumn(t),
      { id: 'holder', head: t('assets.holder'), value: ({ heldFor }) => heldFor?.by.name ?? '' },
      {
        id: 'until',
        head: t('assets.until'),
        value: ({ heldFor }) => (heldFor?.until ? Date.parse(heldFor.until) : null),
        text: ({ heldFor }) => (heldFor?.until ? format.instant(Date.parse(heldFor.until)) : ''),
        width: 1.1,
      },
      {
        id: 'run',
        head: t('hold.run'),
        value: ({ heldFor }) => heldFor?.runTitle ?? '',
        width: 1.1,
        cell: ({ heldFor }, tabIndex) =>
          heldFor && (
            <Link
              to="/runs/runs/$runId"
              params={{ runId: heldFor.runId }}
              className={classes.run}
              title={heldFor.runTitle}
              tabIndex={tabIndex}
            >
              {heldFor.runTitle}
            </Link>
          ),
      },
      ...(mayHold
        ? [
            {
              id: 'actions',
              head: t('assets.actions'),
              value: () => '',
              width: 0.8,
              cell: (asset: Asset, tabIndex: 0 | -1) => (
                <Button
                  size="compact-sm"
                  variant="default"
                  tabIndex={tabIndex}
                  onClick={() => onHold(asset)}
                >
                  {asset.heldFor === null ? t('hold.take') : t('hold.handOver')}
                </Button>
              ),
            },
          ]
        : []),
    ],
    [t, format, mayHold, onHold],
  );
}
