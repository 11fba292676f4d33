import { Button, Group, Text } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../overlay/dialog.tsx';
import classes from './form.module.css';
import type { SchemaForm } from './use-schema-form.tsx';

interface Props {
  readonly form: Pick<SchemaForm<never>, 'isRestored' | 'discard' | 'question'>;
}

/**
 * What a form says about what is not saved: that it was brought back after a reload, and the question before
 * it is left. A {@link Form} has it; a `FormDialog` gets it as its first child.
 */
export function UnsavedChanges({ form: { isRestored, discard, question } }: Props) {
  const { t, ready } = useTranslation('forms');
  if (!ready) return null;
  return (
    <>
      {isRestored && (
        <div role="status" className={classes.restored}>
          <IconHistory size={18} aria-hidden />
          <span>{t('restored')}</span>
          <Button size="compact-sm" variant="subtle" onClick={discard}>
            {t('startAnew')}
          </Button>
        </div>
      )}
      <Dialog opened={question !== null} onClose={() => question?.stay()} title={t('leave.title')}>
        <Text>{t('leave.text')}</Text>
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={() => question?.go()}>
            {t('leave.discard')}
          </Button>
          <Button data-autofocus onClick={() => question?.stay()}>
            {t('leave.stay')}
          </Button>
        </Group>
      </Dialog>
    </>
  );
}
