import { totalCount } from '@atelier/domain/kernel/pipeline.ts';
import { miniaturesPipeline, stages } from '@atelier/domain/miniatures/stages.ts';
import type { LongestWaiting, WaitingMiniatures } from '@atelier/domain/miniatures/waiting.ts';
import { Button, Group, Text } from '@mantine/core';
import { IconArrowRight, IconHourglass, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { WaitingLine, WaitingLines } from '../../kernel/home/waiting-line.tsx';
import { WaitingPart } from '../../kernel/home/waiting-part.tsx';
import { useFormat } from '../../kernel/i18n/format.ts';
import { DistributionBar } from '../stages/distribution-bar.tsx';
import { StageIcon } from '../stages/stage-look.tsx';
import { useMayWrite } from '../use-may-write.ts';
import classes from './miniatures-waiting.module.css';

const dayMs = 24 * 60 * 60 * 1000;

/** What waits in the collection: how many in which stage, what was done last, and what waits longest. */
export function MiniaturesWaiting() {
  const { ready } = useTranslation('miniatures-waiting');
  const read = useQuery(useTRPC().miniatures.waiting.queryOptions());
  return (
    <WaitingPart {...read} ready={ready}>
      {(data) => (data.types === 0 ? <LeadOn /> : <Collection data={data} />)}
    </WaitingPart>
  );
}

function Collection({ data }: { readonly data: WaitingMiniatures }) {
  const { t } = useTranslation(['miniatures-waiting', 'miniatures']);
  const format = useFormat();
  const { counts, lastMove, longest } = data;
  const waiting = totalCount(miniaturesPipeline, counts) - counts.DONE;
  return (
    <>
      <p className={classes.sum}>
        {waiting > 0 ? t('miniatures:counts.waiting', { count: waiting }) : t('allDone')}
      </p>
      <DistributionBar counts={counts} label={t('miniatures:overall')} size="lg" />
      <ul className={classes.stages} aria-label={t('stages')}>
        {stages
          .filter((stage) => stage !== miniaturesPipeline.last)
          .map((stage) => (
            <li key={stage} className={classes.stage} data-empty={counts[stage] === 0}>
              <StageIcon stage={stage} size={17} />
              <span>{t(`miniatures:stages.${stage}`)}</span>
              <span className={classes.count}>{format.number(counts[stage])}</span>
            </li>
          ))}
      </ul>
      <WaitingLines>
        {longest && <Longest type={longest} />}
        {lastMove && (
          <WaitingLine
            icon={IconArrowRight}
            text={t('lastMoved', {
              name: lastMove.name,
              quantity: lastMove.quantity,
              from: t(`miniatures:stages.${lastMove.from}`),
              to: t(`miniatures:stages.${lastMove.to}`),
            })}
            detail={t('lastMovedDetail', { when: format.instant(lastMove.at) })}
            link={{ to: '/miniatures/$typeId', params: { typeId: lastMove.typeId } }}
          />
        )}
      </WaitingLines>
    </>
  );
}

function Longest({ type: { typeId, name, since } }: { readonly type: LongestWaiting }) {
  const { t } = useTranslation('miniatures-waiting');
  const format = useFormat();
  const days = Math.floor((Date.now() - since) / dayMs);
  const day = format.localDay(since);
  return (
    <WaitingLine
      icon={IconHourglass}
      text={name}
      detail={days < 1 ? t('longestToday') : t('longestDetail', { count: days, day })}
      link={{ to: '/miniatures/$typeId', params: { typeId } }}
    />
  );
}

/** Nothing waits because nothing is there: how it begins. */
function LeadOn() {
  const { t } = useTranslation('miniatures');
  const mayWrite = useMayWrite();
  if (!mayWrite) return <Text>{t('empty.title')}</Text>;
  return (
    <>
      <Text>{t('empty.text')}</Text>
      <Group mt="md">
        <Button
          leftSection={<IconPlus size={18} aria-hidden />}
          renderRoot={(props) => <Link to="/miniatures" search={{ create: true }} {...props} />}
        >
          {t('empty.create')}
        </Button>
        <Button
          variant="default"
          renderRoot={(props) => <Link to="/miniatures/exchange" {...props} />}
        >
          {t('empty.import')}
        </Button>
      </Group>
    </>
  );
}
