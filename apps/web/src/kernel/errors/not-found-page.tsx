import { Button, Text } from '@mantine/core';
import { IconMapQuestion } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { PageHeading } from '../frame/page-header.tsx';
import { StatePanel } from '../frame/state-panel.tsx';

export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <StatePanel icon={IconMapQuestion}>
      <PageHeading title={t('notFound.title')} />
      <Text>{t('notFound.text')}</Text>
      <Button mt="md" renderRoot={(props) => <Link to="/" {...props} />}>
        {t('failure.home')}
      </Button>
    </StatePanel>
  );
}
