import { Anchor } from '@mantine/core';
import '@mantine/core/styles/Anchor.css';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC, useTRPCClient } from '../../kernel/api.ts';
import { FormDialog } from '../../kernel/forms/form-dialog.tsx';
import { PasswordField } from '../password-field.tsx';

interface Props {
  readonly onShown: () => void;
  readonly onGivenUp: () => void;
}

/**
 * Whoever does something dangerous shows once more who they are: with their password, or, for an account that
 * has none, at the provider's, in another tab.
 */
export function ProofDialog({ onShown, onGivenUp }: Props) {
  const { t } = useTranslation('identity');
  const client = useTRPCClient();
  const [password, setPassword] = useState('');
  const { data: ways } = useQuery(useTRPC().identity.proofWays.queryOptions());
  const byPassword = ways?.password ?? true;
  const provider = ways?.provider ?? null;
  return (
    <FormDialog
      title={t('proof.title')}
      subtitle={t(byPassword ? 'proof.text' : 'proof.textProvider')}
      submit={t('proof.submit')}
      opened
      canSubmit={!byPassword || password !== ''}
      onClose={onGivenUp}
      onSubmit={async () => {
        if (byPassword) await client.identity.prove.mutate({ password });
        onShown();
      }}
    >
      {byPassword && (
        <PasswordField
          label={t('profile.current')}
          autoComplete="current-password"
          data-autofocus
          value={password}
          onChange={({ currentTarget }) => setPassword(currentTarget.value)}
        />
      )}
      {provider && (
        <Anchor href={provider.path} target="_blank" rel="noopener">
          {t('proof.provider', { name: provider.name })}
        </Anchor>
      )}
    </FormDialog>
  );
}
