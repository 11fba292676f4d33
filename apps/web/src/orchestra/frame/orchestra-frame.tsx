import { orchestraActions } from '@atelier/domain/orchestra/actions.ts';
import { Skeleton } from '@mantine/core';
import {
  IconCalendarTime,
  IconCpu,
  IconPlayerPlay,
  IconSchema,
  IconServer,
  IconSitemap,
} from '@tabler/icons-react';
import { Outlet, useLocation } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { PageHeader, PageHeading } from '../../kernel/frame/page-header.tsx';
import { SectionLinks } from '../../kernel/frame/section-links.tsx';
import { useMay } from '../../kernel/me/frame-parts.ts';

const lists = [
  { id: 'suites', to: '/orchestra', icon: IconSitemap },
  { id: 'processes', to: '/orchestra/processes', icon: IconSchema },
  { id: 'runs', to: '/orchestra/runs', icon: IconPlayerPlay },
  { id: 'schedules', to: '/orchestra/schedules', icon: IconCalendarTime },
  { id: 'environments', to: '/orchestra/environments', icon: IconServer },
  { id: 'workers', to: '/orchestra/workers', icon: IconCpu },
] as const;

/** The heading over the lists of the area, and the way between them. */
export function OrchestraFrame() {
  const { t, ready } = useTranslation('orchestra');
  const path = useLocation({ select: ({ pathname }) => pathname.replace(/\/$/, '') });
  const maySeeWorkers = useMay(orchestraActions.readWorkers);
  const shown = lists.filter(({ id }) => id !== 'workers' || maySeeWorkers);
  if (!ready) return <Skeleton height={240} radius="md" />;
  return (
    <>
      <PageHeader>
        <PageHeading title={t('title')} />
      </PageHeader>
      <SectionLinks
        label={t('lists')}
        sections={shown.map(({ id, to, icon }) => ({
          ...{ key: id, icon, text: t(`in.${id}`), link: { to }, isHere: to === path },
        }))}
      />
      <Outlet />
    </>
  );
}
