import { stagesAfter } from '@atelier/domain/kernel/pipeline.ts';
import {
  maxQuantity,
  miniaturesPipeline,
  type Stage,
  stages,
} from '@atelier/domain/miniatures/stages.ts';
import type { MiniatureType } from '@atelier/domain/miniatures/types.ts';
import { Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Choice } from '../../kernel/forms/choice.tsx';
import { FormDialog } from '../../kernel/forms/form-dialog.tsx';
import { parseQuantity } from '../../kernel/forms/parse-quantity.ts';
import { QuantityField } from '../../kernel/forms/quantity-field.tsx';
import { StagePicker } from '../stages/stage-picker.tsx';
import { useTypeActions } from '../writes/type-actions.tsx';
import { type BulkPlan, maxBulkTypes, planBulkMove } from './plan-bulk-move.ts';

const shownNames = 3;

interface Props {
  readonly types: readonly MiniatureType[];
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onMoved: () => void;
}

/** Moves all selected types together, all or nothing; says beforehand what would refuse it. */
export function BulkMoveDialog({ types, opened, onClose, onMoved }: Props) {
  const { t } = useTranslation('miniatures');
  const actions = useTypeActions();
  const [from, setFrom] = useState<Stage>('IN_BOX');
  const [to, setTo] = useState<Stage>('BUILDING');
  const [how, setHow] = useState<'exactly' | 'everything'>('exactly');
  const [text, setText] = useState('1');
  const quantity = parseQuantity(text, { min: 1, max: maxQuantity });
  const later = stagesAfter(miniaturesPipeline, from);
  const each = how === 'everything' ? null : (quantity ?? 0);
  const plan = planBulkMove(types, { from, to, each });
  const isTooLong = plan.moves.length > maxBulkTypes;
  const canSubmit = plan.total > 0 && plan.short.length === 0 && !isTooLong;

  const chooseFrom = (stage: Stage) => {
    const after = stagesAfter(miniaturesPipeline, stage);
    setFrom(stage);
    if (!after.includes(to)) setTo(after[0] ?? miniaturesPipeline.last);
  };
  return (
    <FormDialog
      title={t('bulk.title', { count: types.length })}
      submit={t('bulk.submit')}
      opened={opened}
      canSubmit={canSubmit}
      onClose={onClose}
      onSubmit={async () => {
        if ((await actions.moveMany(plan.moves)) !== 'refused') onMoved();
      }}
    >
      <StagePicker
        label={t('move.from')}
        value={from}
        available={stages.slice(0, -1)}
        shown={stages.slice(0, -1)}
        onChange={chooseFrom}
      />
      <StagePicker
        label={t('move.to')}
        value={to}
        available={later}
        shown={stages.slice(1)}
        onChange={setTo}
      />
      <Stack gap="xs">
        <Choice
          label={t('bulk.each')}
          value={how}
          onChange={setHow}
          options={[
            { value: 'exactly', label: t('bulk.exactly') },
            { value: 'everything', label: t('bulk.everything') },
          ]}
        />
        {how === 'exactly' && (
          <QuantityField
            label={t('bulk.each')}
            value={text}
            onChange={setText}
            min={1}
            max={maxQuantity}
            quick={[1, 5, 10]}
            quickLabel={t('move.quick')}
          />
        )}
      </Stack>
      <BulkOutcome plan={plan} isTooLong={isTooLong} />
      <Text size="sm" c="dimmed">
        {t('bulk.allOrNothing')}
      </Text>
    </FormDialog>
  );
}

interface OutcomeProps {
  readonly plan: BulkPlan;
  readonly isTooLong: boolean;
}

/** What a move of many would do, or what stands in its way; said aloud as it changes. */
function BulkOutcome({ plan, isTooLong }: OutcomeProps) {
  const { t } = useTranslation('miniatures');
  const { short, total } = plan;
  const rest = short.length - shownNames;
  return (
    <div role="status">
      {isTooLong && (
        <Text c="var(--mantine-color-error)">{t('bulk.limit', { limit: maxBulkTypes })}</Text>
      )}
      {short.length > 0 && (
        <Text c="var(--mantine-color-error)" size="sm">
          {t('bulk.short', { count: short.length })}{' '}
          {short
            .slice(0, shownNames)
            .map(({ name }) => name)
            .join(', ')}
          {rest > 0 && ` ${t('bulk.andMore', { count: rest })}`}
        </Text>
      )}
      {short.length === 0 && !isTooLong && <Text>{t('bulk.summary', { count: total })}</Text>}
    </div>
  );
}
