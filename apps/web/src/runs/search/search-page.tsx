import type { SearchedKind } from '@atelier/domain/runs/library-schemas.ts';
import type { Hit } from '@atelier/domain/runs/library-types.ts';
import { markedPieces } from '@atelier/domain/runs/marked-text.ts';
import { Checkbox, Skeleton, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { SearchField } from '../../kernel/grid/search-field.tsx';
import { hitAddress } from './hit-address.ts';
import classes from './search.module.css';

/** Everything of a project that has some words; they stand in the address. */
export function SearchPage() {
  const { ready } = useTranslation('library');
  return ready ? <Search /> : <Skeleton height={400} radius="lg" />;
}

function Search() {
  const { t } = useTranslation('library');
  const { projectId } = useParams({ from: '/runs/projects/$projectId/search' });
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const words = search.q === undefined ? '' : String(search.q).trim().slice(0, 255);
  const navigate = useNavigate();
  const [archived, setArchived] = useState(false);
  const trpc = useTRPC();
  const hits = useQuery({
    ...trpc.runs.search.inProject.queryOptions({ projectId, words, archived }),
    enabled: words !== '',
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <SearchField
        label={t('search.label')}
        placeholder={t('search.placeholder')}
        clearLabel={t('search.clear')}
        className={classes.field}
        value={words}
        onSearch={(q) =>
          void navigate({
            to: '.',
            search: (q === '' ? {} : { q }) as never,
            replace: true,
            resetScroll: false,
          })
        }
        onLeave={() => document.querySelector<HTMLElement>('[data-hit]')?.focus()}
      />
      <Checkbox
        my="sm"
        label={t('search.archived')}
        checked={archived}
        onChange={(event) => setArchived(event.currentTarget.checked)}
      />
      {words === '' ? (
        <Text c="dimmed">{t('search.start')}</Text>
      ) : hits.data === undefined ? (
        <Skeleton height={200} radius="lg" />
      ) : hits.data.length === 0 ? (
        <Text role="status">{t('search.nothing')}</Text>
      ) : (
        <ul className={classes.hits} aria-label={t('search.results')}>
          {hits.data.map((hit) => (
            <HitLine key={`${hit.kind} ${hit.id}`} hit={hit} projectId={projectId} />
          ))}
        </ul>
      )}
    </>
  );
}

function HitLine({ hit, projectId }: { readonly hit: Hit; readonly projectId: string }) {
  const { t } = useTranslation('library');
  const kind: SearchedKind = hit.kind;
  const address = hitAddress(hit, projectId);
  const title = (
    <>
      {hit.key && `${hit.key} · `}
      <Marked text={hit.title} />
    </>
  );
  return (
    <li className={classes.hit}>
      <Text size="sm" c="dimmed">
        {t(`search.kinds.${kind}`)}
        {hit.isArchived && ` · ${t('suites.archivedMark')}`}
      </Text>
      <Link data-hit {...address}>
        {title}
      </Link>
      {hit.excerpt && (
        <Text size="sm">
          <Marked text={hit.excerpt} />
        </Text>
      )}
    </li>
  );
}

function Marked({ text }: { readonly text: string }) {
  return markedPieces(text).map(({ text: piece, isHit }, place) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces are nothing but their order
    isHit ? <mark key={place}>{piece}</mark> : <span key={place}>{piece}</span>,
  );
}
