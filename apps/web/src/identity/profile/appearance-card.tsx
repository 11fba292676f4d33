import { Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Card } from '../../kernel/frame/card.tsx';
import { LanguageMenu, ThemeMenu } from '../../kernel/frame/settings-menus.tsx';

export function AppearanceCard() {
  const { t } = useTranslation('identity');
  return (
    <Card title={t('profile.appearance')}>
      <Group gap="xs">
        <LanguageMenu />
        <ThemeMenu />
      </Group>
    </Card>
  );
}
