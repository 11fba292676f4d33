import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Command } from '../command.tsx';

interface Props {
  readonly program: string;
}

/** The way that leaves a migration behind, so that the same is mended wherever the program runs. */
export function MendCommand({ program }: Props) {
  const { t } = useTranslation('database');
  return (
    <div>
      <Command label={t('drift.mend')}>{`${program} db drift --mend auto`}</Command>
      <Text size="sm" c="dimmed" mt="xs">
        {t('drift.mendText', { command: `${program} db up` })}
      </Text>
    </div>
  );
}
