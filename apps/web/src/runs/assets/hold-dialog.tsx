import type { Asset } from '@atelier/domain/runs/types.ts';
import { Button, NativeSelect, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { useCommand } from '../../kernel/commands/use-command.ts';
import { FormDialog } from '../../kernel/forms/form-dialog.tsx';
import { FormFailure } from '../../kernel/forms/form-failure.tsx';
import { assetName } from './asset-name.ts';

interface Props {
  readonly asset: Asset;
  readonly onClose: () => void;
}

/** Takes an asset for a run that is about to begin, or hands it over to somebody. */
export function HoldDialog({ asset, onClose }: Props) {
  return asset.heldFor === null ? (
    <Take asset={asset} onClose={onClose} />
  ) : (
    <HandOver asset={asset} onClose={onClose} />
  );
}

function Take({ asset, onClose }: Props) {
  const { t } = useTranslation('benches');
  const trpc = useTRPC();
  const { projectId, id: assetId } = asset;
  const drafts = { projectId, status: ['draft' as const], limit: 100 };
  const { data } = useQuery(trpc.runs.runs.list.queryOptions(drafts));
  const [runId, setRunId] = useState('');
  const [until, setUntil] = useState('');
  const take = useCommand('runs.benches.take');
  const chosen = runId || data?.items[0]?.id || '';
  return (
    <FormDialog
      title={t('hold.take')}
      subtitle={assetName(asset)}
      submit={t('hold.take')}
      opened
      canSubmit={chosen !== ''}
      onClose={onClose}
      onSubmit={async () => {
        await take.ask({ assetId, runId: chosen, until: instantOf(until) });
        onClose();
      }}
    >
      {data?.items.length === 0 ? (
        <Text>{t('hold.noDraft')}</Text>
      ) : (
        <NativeSelect
          label={t('hold.run')}
          data={(data?.items ?? []).map(({ id, title }) => ({ value: id, label: title }))}
          value={chosen}
          onChange={({ currentTarget }) => setRunId(currentTarget.value)}
        />
      )}
      <Until value={until} onChange={setUntil} />
    </FormDialog>
  );
}

function HandOver({ asset, onClose }: Props) {
  const { t } = useTranslation('benches');
  const trpc = useTRPC();
  const { projectId, id: assetId, heldFor } = asset;
  const { data: testers = [] } = useQuery(trpc.runs.execution.testers.queryOptions({ projectId }));
  const [userId, setUserId] = useState(heldFor?.by.id ?? '');
  const [until, setUntil] = useState(localTime(heldFor?.until ?? null));
  const handOver = useCommand('runs.benches.handOver');
  const giveBack = useCommand('runs.benches.giveBack');
  const isKnown = testers.some(({ id }) => id === userId);
  return (
    <FormDialog
      title={t('hold.handOver')}
      subtitle={assetName(asset)}
      opened
      canSubmit={isKnown}
      onClose={onClose}
      onSubmit={async () => {
        await handOver.ask({ assetId, userId, until: instantOf(until) });
        onClose();
      }}
    >
      <NativeSelect
        label={t('hold.person')}
        data={testers.map(({ id, name }) => ({ value: id, label: name }))}
        value={userId}
        onChange={({ currentTarget }) => setUserId(currentTarget.value)}
      />
      <Until value={until} onChange={setUntil} />
      <FormFailure failure={giveBack.error} />
      <Button
        variant="default"
        loading={giveBack.isPending}
        onClick={() => void giveBack.ask({ assetId }).then(onClose, () => {})}
      >
        {t('hold.giveBack')}
      </Button>
    </FormDialog>
  );
}

function Until({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  const { t } = useTranslation('benches');
  return (
    <TextInput
      type="datetime-local"
      label={t('hold.until')}
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}

/** What the field says, in the time zone of whoever fills it in; null where it is left empty. */
function instantOf(local: string): string | null {
  return local === '' ? null : new Date(local).toISOString();
}

function localTime(instant: string | null): string {
  if (instant === null) return '';
  const at = new Date(instant);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
