import type { LinkInfo } from '@atelier/domain/identity/links.ts';
import { Button, Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useTRPCClient } from '../../kernel/api.ts';
import { useErrorWords } from '../../kernel/errors/error-words.ts';
import { Door } from './door.tsx';
import { JoinForm } from './join-form.tsx';
import { NewPasswordForm } from './new-password-form.tsx';

/** Where a link leads that is good once. Its token stands behind `#`, so no server has it in a log. */
export function LinkPage({ token }: { readonly token: string }) {
  const { t } = useTranslation('identity');
  const client = useTRPCClient();
  const { data: link, error } = useQuery({
    queryKey: ['link', token],
    queryFn: () => client.identity.linkInfo.mutate({ token }),
    retry: false,
  });
  if (error) return <Failed error={error} />;
  if (link === undefined) {
    return (
      <Door title={t('link.reading')}>
        <Loader size="sm" />
      </Door>
    );
  }
  if (link.expired) {
    return (
      <Door title={t('link.expired')} text={t('link.expiredText')}>
        <ToSignIn />
      </Door>
    );
  }
  return <Welcome token={token} link={link} />;
}

function Welcome({ token, link }: { readonly token: string; readonly link: LinkInfo }) {
  const { t } = useTranslation('identity');
  const { purpose, email, role } = link;
  if (purpose === 'password-reset') {
    return (
      <Door title={t('link.newPassword')} text={t('link.newPasswordText', { email: email ?? '' })}>
        <NewPasswordForm token={token} email={email ?? ''} />
      </Door>
    );
  }
  const isFirst = purpose === 'first-admin';
  return (
    <Door
      title={isFirst ? t('link.admin') : t('link.invitation')}
      text={
        isFirst
          ? t('link.adminText')
          : t('link.invitationText', { role: t(`roles.${role ?? 'viewer'}`) })
      }
    >
      <JoinForm token={token} email={email} />
    </Door>
  );
}

function Failed({ error }: { readonly error: unknown }) {
  const { t } = useTranslation('identity');
  return (
    <Door title={t('link.expired')} text={useErrorWords(error).text}>
      <ToSignIn />
    </Door>
  );
}

function ToSignIn() {
  const { t } = useTranslation('identity');
  return (
    <Button component="a" href="/" variant="default">
      {t('link.toSignIn')}
    </Button>
  );
}
