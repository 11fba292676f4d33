import { Button, Skeleton, Text } from '@mantine/core';
import { IconChevronRight, IconDoor } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../frame/card.tsx';
import { PageHeader, PageHeading } from '../frame/page-header.tsx';
import { StatePanel } from '../frame/state-panel.tsx';
import { Parts, type ShownArea, useShownAreas } from '../me/frame-parts.ts';
import { useAreas } from '../use-areas.ts';
import classes from './home-page.module.css';
import { loadWaiting } from './load-waiting.ts';
import { OpensWithMenu } from './opens-with-menu.tsx';

/** The start page: what waits in each area that the person may see. */
export function HomePage() {
  const { t } = useTranslation();
  const { ready } = useTranslation('home');
  const { isKnown } = useContext(Parts);
  const areas = useShownAreas(useAreas().manifests);
  const isReady = ready && isKnown;
  return (
    <>
      <PageHeader actions={isReady && areas.length > 0 && <OpensWithMenu areas={areas} />}>
        <PageHeading title={t('start')} />
      </PageHeader>
      {!isReady && <HomeSkeleton />}
      {isReady && (areas.length > 0 ? <WaitingAreas areas={areas} /> : <NothingToSee />)}
    </>
  );
}

function WaitingAreas({ areas }: { readonly areas: readonly ShownArea[] }) {
  const { t } = useTranslation('home');
  const loader = useAreas();
  const { data, refetch } = useQuery({
    queryKey: ['waiting areas', ...areas.map(({ id }) => id)],
    queryFn: () => loadWaiting(loader, areas),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (data === undefined) return <HomeSkeleton />;
  return (
    <div className={classes.areas}>
      {data.map(({ area, Waiting }) => (
        <AreaCard key={area.id} area={area}>
          {Waiting === null ? (
            <>
              <Text role="alert">{t('notFetched')}</Text>
              <Button variant="default" mt="md" onClick={() => void refetch()}>
                {t('again')}
              </Button>
            </>
          ) : (
            <Waiting />
          )}
        </AreaCard>
      ))}
    </div>
  );
}

interface AreaCardProps {
  readonly area: ShownArea;
  readonly children: ReactNode;
}

/** One area: its name, what waits there, and the way in. */
function AreaCard({ area, children }: AreaCardProps) {
  const { t } = useTranslation('areas');
  const [first] = area.pages;
  const name = t(area.label);
  return (
    <Card
      title={name}
      actions={
        first && (
          // The navigation has a link with the page's name alone.
          <Link to={first.to} className={classes.open} aria-label={`${name}: ${t(first.label)}`}>
            {t(first.label)}
            <IconChevronRight size={16} aria-hidden />
          </Link>
        )
      }
    >
      {children}
    </Card>
  );
}

/** Somebody who has an account, and no role yet. */
function NothingToSee() {
  const { t } = useTranslation('home');
  return (
    <StatePanel icon={IconDoor}>
      <Text fw={600}>{t('nothing')}</Text>
      <Text>{t('nothingText')}</Text>
    </StatePanel>
  );
}

function HomeSkeleton() {
  return (
    <div className={classes.areas}>
      <Skeleton height={224} radius="lg" />
      <Skeleton height={224} radius="lg" />
    </div>
  );
}
