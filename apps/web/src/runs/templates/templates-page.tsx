import { runsActions } from '@atelier/domain/runs/actions.ts';
import type { Template } from '@atelier/domain/runs/types.ts';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import type { Column } from '../../kernel/tables/column.ts';
import { ListPage } from '../../kernel/tables/list-page.tsx';
import { tableAddress } from '../../kernel/tables/table-address.ts';
import { choiceFilter } from '../../kernel/tables/table-filters.ts';
import { allRows } from '../../kernel/tables/table-rows.ts';
import { useTableState } from '../../kernel/tables/use-table-state.ts';
import { inUseColumn } from '../fields/in-use-column.ts';
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
  const mayEdit = useMay(projectId)(runsActions.edit);
  return (
    <ListPage
      name="templates"
      label={t('templates.list')}
      create={mayEdit ? t('templates.create') : null}
      table={useTableState(address)}
      rows={allRows(useQuery(trpc.runs.templates.list.queryOptions({ projectId })))}
      columns={useColumns()}
      empty={t('templates.empty')}
      // A template that all projects share is nobody's to change here.
      mayOpen={(template) => mayEdit && template.projectId === projectId}
      dialog={(template, onClose) => (
        <TemplateDialog projectId={projectId} template={template} onClose={onClose} />
      )}
    />
  );
}

function useColumns(): readonly Column<Template>[] {
  const { t } = useTranslation('benches');
  return useMemo(
    () => [
      { id: 'name', head: t('templates.name'), value: ({ name }) => name, width: 1.2 },
      {
        id: 'description',
        head: t('templates.description'),
        value: ({ description }) => description,
        width: 1.6,
      },
      {
        id: 'items',
        head: t('templates.items'),
        value: ({ items }) => items,
        isFigures: true,
        width: 0.6,
      },
      inUseColumn(t),
    ],
    [t],
  );
}
