import { ActionIcon, CopyButton, TextInput } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

interface Props {
  readonly label: string;
  readonly value: string;
  /** Whether it is all there is to do here. */
  readonly isFocused?: boolean;
}

/** Something that is shown this once, to be copied. */
export function SecretOnce({ label, value, isFocused = true }: Props) {
  const { t } = useTranslation('identity');
  return (
    <TextInput
      label={label}
      value={value}
      readOnly
      autoFocus={isFocused}
      onFocus={({ currentTarget }) => currentTarget.select()}
      styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
      rightSection={
        <CopyButton value={value}>
          {({ copied, copy }) => (
            <ActionIcon
              variant="subtle"
              onClick={copy}
              aria-label={copied ? t('profile.copied') : t('profile.copy')}
            >
              {copied ? <IconCheck size={17} aria-hidden /> : <IconCopy size={17} aria-hidden />}
            </ActionIcon>
          )}
        </CopyButton>
      }
    />
  );
}
