import { Stack } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { PageHeader, PageHeading } from '../../kernel/frame/page-header.tsx';
import { AppearanceCard } from './appearance-card.tsx';
import { NameCard } from './name-card.tsx';
import { PasswordCard } from './password-card.tsx';
import { PictureCard } from './picture-card.tsx';
import { SecondFactorCard } from './second-factor-card.tsx';
import { SessionsCard } from './sessions-card.tsx';
import { TokensCard } from './tokens-card.tsx';

/** What concerns the person who is here, and nobody else. */
export function ProfilePage() {
  const { t } = useTranslation('identity');
  const { data: me } = useSuspenseQuery(useTRPC().identity.me.queryOptions());
  const signedIn = me.sessionId !== null;
  return (
    <>
      <PageHeader>
        <PageHeading title={t('profile.title')} />
      </PageHeader>
      <Stack gap="lg" maw={720}>
        <NameCard me={me} />
        {me.user && <PictureCard userId={me.user.id} />}
        <AppearanceCard />
        {signedIn && <PasswordCard />}
        {signedIn && <SecondFactorCard />}
        {signedIn && <SessionsCard />}
        <TokensCard />
      </Stack>
    </>
  );
}
