import { runsActions } from '@atelier/domain/runs/actions.ts';
import type { Template } from '@atelier/domain/runs/types.ts';
import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import type { Column } from '../../kernel/tables/column.ts';
import { DataGrid } from '../../kernel/tables/data-grid.tsx';
import { tableAddress } from '../../kernel/tables/table-address.ts';
import { choiceFilter } from '../../kernel/tables/table-filters.ts';
import { allRows } from '../../kernel/tables/table-rows.ts';
import { useTableState } from '../../kernel/tables/use-table-state.ts';
import { useMay } from '../use-may.ts';
import { TemplateDialog } from './template-dialog.tsx';

const address = tableAddress({
  sorts: ['name', 'items'],
  sort: 'name',
  filters: { active: choiceFilter(['yes', 'no']) },
});

/** The templates of a project: what is tested together, in which order. */
export function TemplatesPage() {
  const { t } = useTranslation('benches');
  const { projectId } = useParams({ from: '/runs/projects/$projectId/templates' });
  const trpc = useTRPC();
  const table = useTableState(address);
  const rows = allRows(useQuery(trpc.runs.templates.list.queryOptions({ projectId })));
  const mayEdit = useMay(projectId)(runsActions.edit);
  const [open, setOpen] = useState<Template | 'new' | null>(null);
  return (
    <>
      {mayEdit && (
        <Button
          mb="md"
          leftSection={<IconPlus size={18} aria-hidden />}
          onClick={() => setOpen('new')}
        >
          {t('templates.create')}
        </Button>
      )}
      <DataGrid
        name="templates"
        label={t('templates.list')}
        table={table}
        rows={rows}
        columns={useColumns(projectId, mayEdit, setOpen)}
        empty={t('templates.empty')}
      />
      {open !== null && (
        <TemplateDialog
          projectId={projectId}
          template={open === 'new' ? null : open}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
}

function useColumns(
  projectId: string,
  mayEdit: boolean,
  open: (template: Template) => void,
): readonly Column<Template>[] {
  const { t } = useTranslation('benches');
  return useMemo(
    () => [
      { id: 'name', head: t('templates.name'), value: ({ name }) => name, width: 1.5 },
      {
        id: 'description',
        head: t('templates.description'),
        value: ({ description }) => description,
      },
      {
        id: 'items',
        head: t('templates.items'),
        value: ({ items }) => items,
        isFigures: true,
        width: 0.6,
      },
      {
        id: 'active',
        head: t('templates.active'),
        value: ({ isActive }) => (isActive ? 'yes' : 'no'),
        words: { yes: t('assets.yes'), no: t('assets.no') },
        width: 0.6,
      },
      ...(mayEdit
        ? [
            {
              id: 'actions',
              head: t('assets.actions'),
              value: () => '',
              width: 0.8,
              // A template that all projects share is nobody's to change here.
              cell: (template: Template, tabIndex: 0 | -1) =>
                template.projectId === projectId && (
                  <Button
                    size="compact-sm"
                    variant="default"
                    tabIndex={tabIndex}
                    onClick={() => open(template)}
                  >
                    {t('assets.edit')}
                  </Button>
                ),
            },
          ]
        : []),
    ],
    [t, projectId, mayEdit, open],
  );
}
