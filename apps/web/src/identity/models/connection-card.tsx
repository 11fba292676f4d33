import type { ModelSlot } from '@atelier/domain/kernel/model-connection.ts';
import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../kernel/commands/use-command.ts';
import { Card } from '../../kernel/frame/card.tsx';
import { Dialog } from '../../kernel/overlay/dialog.tsx';
import { ConnectionForm } from './connection-form.tsx';
import type { Connection } from './connections.ts';

interface Props {
  readonly slot: ModelSlot;
  readonly connection: Connection | undefined;
}

/** A connection that is set here, or that can be. */
export function ConnectionCard({ slot, connection }: Props) {
  const { t } = useTranslation(['connections', 'kernel']);
  const clear = useCommand('identity.models.clear', {
    says: () => ({ key: 'connections:removed' }),
  });
  const [isAsking, setAsking] = useState(false);
  // What was typed goes with what is removed.
  const [removals, setRemovals] = useState(0);
  const remove = async () => {
    setAsking(false);
    if ((await clear.run({ slot })) === 'saved') setRemovals((count) => count + 1);
  };
  return (
    <Card
      title={t(`slots.${slot}`)}
      text={t(`slotTexts.${slot}`)}
      actions={
        connection && (
          <Button variant="default" size="xs" onClick={() => setAsking(true)}>
            {t('remove')}
          </Button>
        )
      }
    >
      <ConnectionForm key={removals} slot={slot} connection={connection} />
      <Dialog opened={isAsking} onClose={() => setAsking(false)} title={t('removeTitle')}>
        <Text>{t('removeText')}</Text>
        <Group justify="flex-end" mt="lg">
          <Button variant="default" data-autofocus onClick={() => setAsking(false)}>
            {t('kernel:cancel')}
          </Button>
          <Button onClick={() => void remove()}>{t('remove')}</Button>
        </Group>
      </Dialog>
    </Card>
  );
}
