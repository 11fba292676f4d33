import { runsActions } from '@atelier/domain/runs/actions.ts';
import { importFormats } from '@atelier/domain/runs/interchange/imported-case.ts';
import { tableFields } from '@atelier/domain/runs/interchange/table-columns.ts';
import { Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { FileDrop } from '../../kernel/forms/file-drop.tsx';
import { Card } from '../../kernel/frame/card.tsx';
import { SelectField } from '../fields/select-field.tsx';
import { useMay } from '../use-may.ts';
import { ImportFailure } from './import-failure.tsx';
import { SummaryView } from './summary-view.tsx';
import classes from './transfer.module.css';
import { type LibraryImport, useImport } from './use-import.ts';

/** Files of cases, in and out. */
export function TransferPage() {
  const { t, ready } = useTranslation('transfer');
  const { projectId } = useParams({ from: '/runs/projects/$projectId/transfer' });
  const mayEdit = useMay(projectId)(runsActions.edit);
  if (!ready) return <Skeleton height={400} radius="lg" />;
  const address = `/api/runs/projects/${projectId}/library/export`;
  return (
    <Stack gap="lg">
      {mayEdit && (
        <Card title={t('importTitle')} text={t('importText')}>
          <ImportSteps projectId={projectId} />
        </Card>
      )}
      <Card title={t('exportTitle')} text={t('exportText')}>
        <Group mt="md">
          {(['csv', 'json'] as const).map((format) => (
            <Button
              key={format}
              component="a"
              variant="default"
              href={`${address}?format=${format}`}
              download
            >
              {t(format)}
            </Button>
          ))}
        </Group>
      </Card>
    </Stack>
  );
}

function ImportSteps({ projectId }: { readonly projectId: string }) {
  const { t } = useTranslation('transfer');
  const transfer = useImport(projectId);
  const { file, format, table, summary, error, isBusy } = transfer;
  const canLook = file !== null && summary === null;
  return (
    <Stack gap="md" mt="md" aria-busy={isBusy}>
      <FileDrop
        accept=".csv,.tsv,.txt,.xlsx,.xml,.feature,.json"
        label={t('file')}
        choose={t('choose')}
        drop={t('drop')}
        chosen={file?.name ?? null}
        onFile={(chosen) => void transfer.choose(chosen)}
      />
      {file !== null && (
        <SelectField
          label={t('format')}
          value={format}
          onChange={(event) => {
            const chosen = importFormats.find((one) => one === event.currentTarget.value);
            if (chosen) transfer.setFormat(chosen);
          }}
          data={importFormats.map((one) => ({ value: one, label: t(`formats.${one}`) }))}
        />
      )}
      {table && <Columns transfer={transfer} />}
      <ImportFailure error={error} />
      {canLook && (
        <Group>
          <Button loading={isBusy} onClick={transfer.look}>
            {t('look')}
          </Button>
        </Group>
      )}
      {summary && (
        <SummaryView summary={summary}>
          {!summary.isDone && summary.added + summary.changed > 0 && (
            <Button loading={isBusy} onClick={transfer.confirm}>
              {t('confirm')}
            </Button>
          )}
        </SummaryView>
      )}
    </Stack>
  );
}

function Columns({ transfer: { table, setColumn } }: { readonly transfer: LibraryImport }) {
  const { t } = useTranslation('transfer');
  if (table === null) return null;
  return (
    <fieldset className={classes.columns}>
      <legend>{t('columns')}</legend>
      <Text size="sm" c="dimmed">
        {t('columnsText')}
      </Text>
      <div className={classes.fields}>
        {table.head.map((name, place) => {
          const sample = table.rows.map((row) => row[place] ?? '').find((cell) => cell !== '');
          return (
            <SelectField
              // biome-ignore lint/suspicious/noArrayIndexKey: columns are nothing but their order
              key={place}
              label={name || `${place + 1}`}
              description={sample && t('sample', { text: sample.slice(0, 60) })}
              value={table.mapping[name] ?? ''}
              onChange={(event) =>
                setColumn(
                  name,
                  tableFields.find((one) => one === event.currentTarget.value) ?? null,
                )
              }
              data={[
                { value: '', label: t('notUsed') },
                ...tableFields.map((field) => ({ value: field, label: t(`fields.${field}`) })),
              ]}
            />
          );
        })}
      </div>
    </fieldset>
  );
}
