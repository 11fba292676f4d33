import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Command } from '../command.tsx';

interface Props {
  readonly program: string;
}

/** The way that leaves a migration behind, so that the same is fixed wherever the program runs. */
export function FixCommand({ program }: Props) {
  const { t } = useTranslation('database');
  return (
    <div>
      <Command label={t('drift.fix')}>{`${program} db drift --fix auto`}</Command>
      <Text size="sm" c="dimmed" mt="xs">
        {t('drift.fixText', { command: `${program} db up` })}
      </Text>
    </div>
  );
}
