import { callError } from '@atelier/sdk/errors.ts';
import { Anchor, TextInput } from '@mantine/core';
import '@mantine/core/styles/Anchor.css';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC, useTRPCClient } from '../../kernel/api.ts';
import { FormDialog } from '../../kernel/forms/form-dialog.tsx';
import { Refusal } from '../../kernel/forms/refusal.tsx';
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
  // What is wrong with the password or the code is told at its field.
  const [refused, setRefused] = useState<unknown>(null);
  const fields = {
    ERR_PASSWORD_WRONG: useRef<HTMLInputElement>(null),
    ERR_SECOND_FACTOR_WRONG: useRef<HTMLInputElement>(null),
  };
  const toldAt = (reason: keyof typeof fields) =>
    refused !== null && callError(refused).code === reason && <Refusal error={refused} />;
  /** Whether it was shown: not where a code is asked for that nobody knew of, nor where one is wrong. */
  const prove = async () => {
    setRefused(null);
    try {
      await client.identity.prove.mutate({ password, ...(asksCode && { code }) });
      return true;
    } catch (error) {
      const { code: reason } = callError(error);
      if (!asksCode && reason === 'ERR_SECOND_FACTOR_NEEDED') {
        setWasAsked(true);
        return false;
      }
      const field = reason in fields && fields[reason as keyof typeof fields];
      if (!field) throw error;
      setRefused(error);
      field.current?.focus();
      return false;
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
        if (!byPassword || (await prove())) onShown();
      }}
    >
      {byPassword && (
        <PasswordField
          label={t('profile.current')}
          autoComplete="current-password"
          data-autofocus
          ref={fields.ERR_PASSWORD_WRONG}
          error={toldAt('ERR_PASSWORD_WRONG')}
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
          ref={fields.ERR_SECOND_FACTOR_WRONG}
          error={toldAt('ERR_SECOND_FACTOR_WRONG')}
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
