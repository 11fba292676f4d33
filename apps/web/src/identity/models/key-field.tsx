import { keepsKey } from '@atelier/domain/kernel/model-connection.ts';
import { Button, Group, type PasswordInputProps, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PasswordField } from '../password-field.tsx';
import type { Connection } from './connections.ts';
import classes from './models.module.css';

interface Props {
  /** The connection as it is set, with or without a key. */
  readonly kept: Connection | undefined;
  /** The address that is typed. */
  readonly baseUrl: string;
  /** Undefined to keep what is stored, null for no key. */
  readonly value: string | null | undefined;
  readonly input: PasswordInputProps;
  readonly onChange: (value: string | null | undefined) => void;
}

/** The key of an endpoint: a stored one is kept, replaced or removed, and never shown. */
export function KeyField({ kept, baseUrl, value, input, onChange }: Props) {
  const { t } = useTranslation('connections');
  const hasKey = kept?.key === 'kept';
  const stays = hasKey && keepsKey(kept, { baseUrl: baseUrl.trim() });
  if (stays && (value === undefined || value === null)) {
    return (
      <fieldset className={classes.key}>
        <legend>{t('key')}</legend>
        <Text size="sm" c="dimmed" role="status">
          {t(value === null ? 'keyGoes' : 'keys.kept')}
        </Text>
        <Group gap="xs" mt="xs">
          {value === null ? (
            <Button size="compact-sm" variant="default" onClick={() => onChange(undefined)}>
              {t('keepKey')}
            </Button>
          ) : (
            <>
              <Button size="compact-sm" variant="default" onClick={() => onChange('')}>
                {t('replaceKey')}
              </Button>
              <Button size="compact-sm" variant="default" onClick={() => onChange(null)}>
                {t('removeKey')}
              </Button>
            </>
          )}
        </Group>
      </fieldset>
    );
  }
  const hint =
    kept?.key === 'unreadable' ? 'keys.unreadable' : hasKey && !stays ? 'keyElsewhere' : 'keyHint';
  return (
    <div>
      <PasswordField
        {...input}
        label={t('key')}
        description={t(hint)}
        autoComplete="off"
        visibilityToggleButtonProps={{ 'aria-label': t('keyShow') }}
        value={value ?? ''}
        // One that is to replace another is empty until it is typed; without another, empty is none.
        onChange={({ currentTarget }) =>
          onChange(currentTarget.value === '' && !stays ? undefined : currentTarget.value)
        }
      />
      {stays && (
        <Button size="compact-sm" variant="default" mt="xs" onClick={() => onChange(undefined)}>
          {t('keepKey')}
        </Button>
      )}
    </div>
  );
}
