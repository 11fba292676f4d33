import { tracksActions } from '@atelier/domain/tracks/actions.ts';
import type { TracksWaiting as Waiting } from '@atelier/domain/tracks/types.ts';
import { IconRoute } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { WaitingLine, WaitingLines } from '../../kernel/home/waiting-line.tsx';
import { WaitingPart } from '../../kernel/home/waiting-part.tsx';
import { useMay } from '../../kernel/me/frame-parts.ts';

/** Where the person stands on their tracks. */
export function TracksWaiting() {
  const { ready } = useTranslation('tracks-waiting');
  const read = useQuery(useTRPC().tracks.waiting.queryOptions());
  return (
    <WaitingPart {...read} ready={ready}>
      {(data) => <Lines data={data} />}
    </WaitingPart>
  );
}

function Lines({ data: { tracks, begun } }: { readonly data: Waiting }) {
  const { t } = useTranslation('tracks-waiting');
  const mayEdit = useMay(tracksActions.edit);
  return (
    <WaitingLines>
      {begun.map(({ slug, title, next, progress: { done, of } }) => (
        <WaitingLine
          key={slug}
          icon={IconRoute}
          text={title}
          detail={t('next', { step: next ?? '', done, of })}
          link={{ to: '/tracks/$slug', params: { slug } }}
        />
      ))}
      {begun.length === 0 && (
        <WaitingLine
          icon={IconRoute}
          text={tracks === 0 ? t('none') : t('choose', { count: tracks })}
          detail={t(tracks > 0 ? 'start' : mayEdit ? 'begin' : 'look')}
          link={{ to: '/tracks' }}
        />
      )}
    </WaitingLines>
  );
}
