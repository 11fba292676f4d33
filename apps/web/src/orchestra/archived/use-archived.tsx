import { Checkbox } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Search } from '../../kernel/tables/table-address.ts';

/** Whether a list shows what was archived in place of what is in use; kept in its address. */
export function useArchived() {
  const { t } = useTranslation('orchestra');
  const { archived }: Search = useSearch({ strict: false });
  const navigate = useNavigate();
  const isOn = archived === true || archived === 'true';
  const search = (on: boolean) => (now: Search) => ({ ...now, archived: on || undefined });
  return {
    archived: isOn,
    toggle: (
      <Checkbox
        mt="md"
        label={t('showArchived')}
        checked={isOn}
        onChange={({ currentTarget: { checked } }) =>
          void navigate({ to: '.', search: search(checked) as never, replace: true })
        }
      />
    ),
  };
}
