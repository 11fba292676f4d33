import { callError } from '@atelier/sdk/errors.ts';
import { Anchor, TextInput } from '@mantine/core';
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
 * Whoever does something dangerous shows once more who they are: with their password, and a code where they have a
 * second factor; or, for an account that has none, at the provider's, in another tab.
 */
export function ProofDialog({ onShown, onGivenUp }: Props) {
  const { t } = useTranslation('identity');
  const client = useTRPCClient();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  // The account may have got a second factor in another tab.
  const [wasAsked, setWasAsked] = useState(false);
  const { data: ways } = useQuery(useTRPC().identity.proofWays.queryOptions());
  const byPassword = ways?.password ?? true;
  const asksCode = ways?.code || wasAsked;
  const provider = ways?.provider ?? null;
  /** Whether it was shown: not where a code is asked for that nobody knew of. */
  const prove = async () => {
    try {
      await client.identity.prove.mutate({ password, ...(asksCode && { code }) });
      return true;
    } catch (error) {
      if (!asksCode && callError(error).code === 'ERR_SECOND_FACTOR_NEEDED') return false;
      throw error;
    }
  };
  return (
    <FormDialog
      title={t('proof.title')}
      subtitle={t(textOf({ byPassword, asksCode }))}
      submit={t('proof.submit')}
      opened
      canSubmit={!byPassword || (password !== '' && (!asksCode || code.trim() !== ''))}
      onClose={onGivenUp}
      onSubmit={async () => {
        if (byPassword && !(await prove())) return setWasAsked(true);
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
      {byPassword && asksCode && (
        <TextInput
          label={t('signIn.code')}
          description={t('proof.codeHint')}
          autoComplete="one-time-code"
          inputMode="numeric"
          value={code}
          onChange={({ currentTarget }) => setCode(currentTarget.value)}
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

function textOf(asked: { readonly byPassword: boolean; readonly asksCode: boolean }) {
  if (!asked.byPassword) return 'proof.textProvider';
  return asked.asksCode ? 'proof.textCode' : 'proof.text';
}
