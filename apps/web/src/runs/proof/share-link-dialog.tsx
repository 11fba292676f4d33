import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SecretDialog } from '../../identity/secret-dialog.tsx';
import { useCommand } from '../../kernel/commands/use-command.ts';
import { Choice } from '../../kernel/forms/choice.tsx';
import { FormDialog } from '../../kernel/forms/form-dialog.tsx';

interface Props {
  readonly runId: string;
  readonly opened: boolean;
  readonly onClose: () => void;
}

const lengths = ['7', '30', '365'] as const;

/** Makes a link, and shows it this once. */
export function ShareLinkDialog({ runId, opened, onClose }: Props) {
  const { t } = useTranslation('proof');
  const share = useCommand('runs.proof.share');
  const [note, setNote] = useState('');
  const [days, setDays] = useState<(typeof lengths)[number]>('30');
  const [link, setLink] = useState<{ readonly url: string | null } | null>(null);
  const close = () => {
    onClose();
    setNote('');
    setLink(null);
    share.reset();
  };
  if (opened && link !== null) {
    return (
      <SecretDialog title={t('newLink')} label={t('madeLink')} value={link.url} onClose={close} />
    );
  }
  return (
    <FormDialog
      title={t('newLink')}
      submit={t('makeLink')}
      opened={opened}
      canSubmit
      onClose={close}
      onSubmit={async () => {
        const { url: made } = await share.ask({ runId, days: Number(days), note });
        // What is repeated is not told again.
        setLink({ url: made || null });
      }}
    >
      <TextInput
        label={t('linkFor')}
        maxLength={200}
        value={note}
        onChange={({ currentTarget }) => setNote(currentTarget.value)}
      />
      <Choice
        isField
        label={t('linkDays')}
        value={days}
        onChange={setDays}
        options={lengths.map((value) => ({ value, label: t('days', { count: Number(value) }) }))}
      />
    </FormDialog>
  );
}
