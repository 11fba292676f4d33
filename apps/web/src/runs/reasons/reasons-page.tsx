import { runsActions } from '@atelier/domain/runs/actions.ts';
import { createReasonInput } from '@atelier/domain/runs/execution-schemas.ts';
import type { FailReason } from '@atelier/domain/runs/types.ts';
import { Button, Checkbox, Textarea, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { useCommand } from '../../kernel/commands/use-command.ts';
import { FormDialog } from '../../kernel/forms/form-dialog.tsx';
import { UnsavedChanges } from '../../kernel/forms/unsaved-changes.tsx';
import { useSchemaForm } from '../../kernel/forms/use-schema-form.tsx';
import type { Column } from '../../kernel/tables/column.ts';
import { DataGrid } from '../../kernel/tables/data-grid.tsx';
import { tableAddress } from '../../kernel/tables/table-address.ts';
import { choiceFilter } from '../../kernel/tables/table-filters.ts';
import { allRows } from '../../kernel/tables/table-rows.ts';
import { useTableState } from '../../kernel/tables/use-table-state.ts';
import { useMay } from '../use-may.ts';

const address = tableAddress({
  sorts: ['title', 'code', 'uses'],
  sort: '-uses',
  filters: { active: choiceFilter(['yes', 'no']) },
});

type Row = FailReason & { readonly id: string };

const withIds = (reasons: readonly FailReason[]): readonly Row[] =>
  reasons.map((reason) => ({ ...reason, id: reason.code }));

/** The catalogue of what makes something fail, and how often each was. It is the same for all projects. */
export function ReasonsPage() {
  const { t } = useTranslation('benches');
  const { projectId } = useParams({ from: '/runs/projects/$projectId/reasons' });
  const trpc = useTRPC();
  const table = useTableState(address);
  const query = useQuery({ ...trpc.runs.reasons.list.queryOptions(), select: withIds });
  const mayEdit = useMay(projectId)(runsActions.editReasons);
  const [open, setOpen] = useState<FailReason | 'new' | null>(null);
  return (
    <>
      {mayEdit && (
        <Button
          mb="md"
          leftSection={<IconPlus size={18} aria-hidden />}
          onClick={() => setOpen('new')}
        >
          {t('reasons.create')}
        </Button>
      )}
      <DataGrid
        name="fail-reasons"
        label={t('reasons.list')}
        table={table}
        rows={allRows(query)}
        columns={useColumns(mayEdit, setOpen)}
      />
      {open !== null && (
        <ReasonForm reason={open === 'new' ? null : open} onClose={() => setOpen(null)} />
      )}
    </>
  );
}

function useColumns(mayEdit: boolean, open: (reason: FailReason) => void): readonly Column<Row>[] {
  const { t } = useTranslation('benches');
  return useMemo(
    () => [
      { id: 'title', head: t('reasons.title'), value: ({ title }) => title, width: 1.5 },
      { id: 'code', head: t('reasons.code'), value: ({ code }) => code },
      {
        id: 'description',
        head: t('reasons.description'),
        value: ({ description }) => description,
      },
      {
        id: 'uses',
        head: t('reasons.uses'),
        value: ({ uses }) => uses,
        isFigures: true,
        width: 0.6,
      },
      {
        id: 'active',
        head: t('reasons.active'),
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
              cell: (reason: Row, tabIndex: 0 | -1) => (
                <Button
                  size="compact-sm"
                  variant="default"
                  tabIndex={tabIndex}
                  onClick={() => open(reason)}
                >
                  {t('assets.edit')}
                </Button>
              ),
            },
          ]
        : []),
    ],
    [t, mayEdit, open],
  );
}

interface FormProps {
  readonly reason: FailReason | null;
  readonly onClose: () => void;
}

/** A new reason, or other words for one; its code stays, since programs and files have it. */
function ReasonForm({ reason, onClose }: FormProps) {
  const { t } = useTranslation('benches');
  const create = useCommand('runs.reasons.create');
  const update = useCommand('runs.reasons.update');
  const [isActive, setActive] = useState(reason?.isActive ?? true);
  const form = useSchemaForm({
    schema: createReasonInput,
    initial: {
      code: reason?.code ?? '',
      title: reason?.title ?? '',
      description: reason?.description ?? '',
    },
    async send(values) {
      if (reason === null) await create.ask(values);
      else await update.ask({ ...values, isActive });
    },
    onSent: onClose,
  });
  return (
    <FormDialog
      title={reason === null ? t('reasons.create') : t('reasons.edit')}
      opened
      canSubmit={form.form.values.title.trim() !== ''}
      onClose={() => form.leave(onClose)}
      onSubmit={form.submit}
    >
      <UnsavedChanges form={form} />
      <TextInput label={t('reasons.title')} {...form.form.getInputProps('title')} />
      <TextInput
        label={t('reasons.code')}
        description={t('reasons.codeHint')}
        readOnly={reason !== null}
        {...form.form.getInputProps('code')}
      />
      <Textarea
        label={t('reasons.description')}
        autosize
        minRows={2}
        {...form.form.getInputProps('description')}
      />
      {reason !== null && (
        <Checkbox
          label={t('reasons.active')}
          checked={isActive}
          onChange={({ currentTarget }) => setActive(currentTarget.checked)}
        />
      )}
    </FormDialog>
  );
}
