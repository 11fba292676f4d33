import { VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Choice } from '../../kernel/forms/choice.tsx';
import { SearchField } from '../../kernel/grid/search-field.tsx';
import classes from './list-toolbar.module.css';

interface Props {
  readonly search: string;
  readonly archived: boolean;
  /** How many types the list has; null while that is not known. */
  readonly found: number | null;
  readonly onSearch: (text: string) => void;
  readonly onArchived: (archived: boolean) => void;
  /** From the search down into the list. */
  readonly onLeave: () => void;
}

export function ListToolbar(props: Props) {
  const { search, archived, found, onSearch, onArchived, onLeave } = props;
  const { t } = useTranslation('miniatures');
  return (
    <div className={classes.toolbar}>
      <SearchField
        label={t('list.search')}
        placeholder={t('list.searchPlaceholder')}
        clearLabel={t('list.clearSearch')}
        className={classes.search}
        value={search}
        onSearch={onSearch}
        onLeave={onLeave}
      />
      <Choice
        label={t('list.which')}
        value={archived ? 'archived' : 'active'}
        onChange={(value) => onArchived(value === 'archived')}
        options={[
          { value: 'active', label: t('list.showActive') },
          { value: 'archived', label: t('list.showArchived') },
        ]}
      />
      <VisuallyHidden role="status">
        {found !== null && search !== '' ? t('list.found', { count: found }) : ''}
      </VisuallyHidden>
    </div>
  );
}
