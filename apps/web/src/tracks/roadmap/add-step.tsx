import { Button, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../kernel/commands/use-command.ts';
import { FormFailure } from '../../kernel/forms/form-failure.tsx';
import classes from './roadmap.module.css';

/** One more step at the end; the field stays for the next one. */
export function AddStep({ trackId }: { readonly trackId: string }) {
  const { t } = useTranslation('tracks');
  const add = useCommand('tracks.roadmap.add');
  const [text, setText] = useState('');
  const canAdd = text.trim() !== '' && !add.isPending;
  const submit = async () => {
    if (!canAdd) return;
    try {
      await add.ask({ trackId, text: text.trim() });
      setText('');
    } catch {
      // It is told below, and the text stays.
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <div className={classes.add}>
        <TextInput
          label={t('roadmap.addLabel')}
          maxLength={500}
          value={text}
          onChange={({ currentTarget: { value } }) => setText(value)}
        />
        <Button
          type="submit"
          variant="default"
          disabled={!canAdd}
          leftSection={<IconPlus size={16} aria-hidden />}
        >
          {t('roadmap.addSubmit')}
        </Button>
      </div>
      <FormFailure failure={add.error} />
    </form>
  );
}
