import { Button } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { PageHeader, PageHeading } from '../../kernel/frame/page-header.tsx';
import { InvitationsCard } from './invitations-card.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { PeopleList } from './people-list.tsx';

/** Who is in the house, and what they may. */
export function PeoplePage() {
  const { t } = useTranslation('identity');
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(trpc.identity.people.list.queryOptions());
  const { data: me } = useSuspenseQuery(trpc.identity.me.queryOptions());
  const [isInviting, setInviting] = useState(false);
  return (
    <>
      <PageHeader
        actions={
          <Button
            leftSection={<IconUserPlus size={18} aria-hidden />}
            onClick={() => setInviting(true)}
          >
            {t('people.invite')}
          </Button>
        }
      >
        <PageHeading title={t('people.title')} />
      </PageHeader>
      {data.invitations.length > 0 && <InvitationsCard invitations={data.invitations} />}
      <PeopleList people={data.people} me={me.user?.id} />
      <InviteDialog opened={isInviting} onClose={() => setInviting(false)} />
    </>
  );
}
