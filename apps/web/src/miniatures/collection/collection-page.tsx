import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHeader, PageHeading } from '../../kernel/frame/page-header.tsx';
import { RowsSkeleton } from '../../kernel/grid/rows-skeleton.tsx';
import { laterPart } from '../../kernel/lazy-part.ts';
import { useMayWrite } from '../use-may-write.ts';
import { CollectionOverview } from './collection-overview.tsx';
import type { CollectionSearch } from './collection-search.ts';
import { EmptyCollection } from './empty-collection.tsx';
import { ListToolbar } from './list-toolbar.tsx';
import { TypeGrid } from './type-grid.tsx';
import { useTypeList } from './use-type-list.ts';

const CreateTypeDialog = laterPart(
  async () => (await import('../dialogs/create-type-dialog.tsx')).CreateTypeDialog,
);

/** The whole collection: overview, search, and every type with its counts. */
export function CollectionPage() {
  const { t } = useTranslation(['miniatures', 'areas']);
  const search = useSearch({ from: '/miniatures/' });
  const navigate = useNavigate({ from: '/miniatures/' });
  const { q = '', archived = false, create = false } = search;
  const mayWrite = useMayWrite();
  const list = useTypeList({ search: q, archived });
  const [highlighted, setHighlighted] = useState<string | null>(null);

  const change = useCallback(
    (next: { [Key in keyof CollectionSearch]?: CollectionSearch[Key] | undefined }) =>
      void navigate({
        search: (now) => withoutUndefined({ ...now, ...next }),
        replace: true,
        resetScroll: false,
      }),
    [navigate],
  );
  const openCreate = () => change({ create: true });

  return (
    <>
      <PageHeader
        actions={
          mayWrite && (
            <Button
              leftSection={<IconPlus size={18} aria-hidden />}
              onClick={openCreate}
              aria-keyshortcuts="N"
            >
              {t('list.newType')}
            </Button>
          )
        }
      >
        <PageHeading title={t('areas:miniatures.pages.collection')} />
      </PageHeader>
      <CollectionOverview />
      <ListToolbar
        search={q}
        archived={archived}
        found={list.isSuccess ? list.total : null}
        onSearch={(text) => change({ q: text === '' ? undefined : text })}
        onArchived={(next) => change({ archived: next ? true : undefined })}
        onLeave={focusActiveRow}
      />
      {list.isPending && <RowsSkeleton tall label={t('list.loading')} />}
      {list.isSuccess && list.total === 0 && (
        <EmptyCollection
          search={q}
          archived={archived}
          onCreate={openCreate}
          onClear={() => change({ q: undefined })}
        />
      )}
      {list.types.length > 0 && (
        // What is selected in one of the two lists is not in the other.
        <TypeGrid
          key={String(archived)}
          list={list}
          archived={archived}
          highlighted={highlighted}
        />
      )}
      <CreateTypeDialog
        opened={create && mayWrite}
        onClose={() => change({ create: undefined })}
        onCreated={(id) => setHighlighted(id)}
      />
    </>
  );
}

/** The active row is always there, however far the list is scrolled. */
function focusActiveRow(): void {
  document.querySelector<HTMLElement>('[role="row"][data-active="true"]')?.focus();
}

function withoutUndefined(search: object): CollectionSearch {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined));
}
