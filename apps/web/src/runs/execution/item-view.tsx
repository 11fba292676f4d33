import type { Run } from '@atelier/domain/runs/types.ts';
import { Badge, Button, Group, Text, Title } from '@mantine/core';
import '@mantine/core/styles/Badge.css';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { useFormat } from '../../kernel/i18n/format.ts';
import { Markdown } from '../../kernel/markdown/markdown.tsx';
import { Attachments } from './attachments.tsx';
import { ConflictPanel } from './conflict-panel.tsx';
import { Defects } from './defects.tsx';
import type { ItemActions } from './item-actions.ts';
import { itemTitle } from './item-title.ts';
import classes from './item-view.module.css';
import type { Place } from './place.ts';
import { ResultButtons } from './result-buttons.tsx';
import type { ShownItem } from './shown-items.ts';
import { StepList } from './step-list.tsx';
import { TextEntry } from './text-entry.tsx';
import { VersionNote } from './version-note.tsx';

interface Props {
  readonly run: Run;
  readonly shown: ShownItem;
  readonly place: Place;
  readonly isReadOnly: boolean;
  readonly actions: ItemActions;
  readonly onStep: (step: number | null) => void;
  readonly onReason: () => void;
}

/** The item that has the keys: what to do, what to see then, and what was recorded. */
export function ItemView(props: Props) {
  const { run, shown, place, isReadOnly, actions, onStep, onReason } = props;
  const { record, setStatus } = actions;
  const { t } = useTranslation('execution');
  const { item, result } = shown;
  const { content } = item;
  return (
    <article className={classes.item} aria-label={itemTitle(item)}>
      <Facts shown={shown} />
      <VersionNote key={item.id} item={item} onRepin={actions.repin} />
      <ConflictPanel shown={shown} onKeepMine={actions.keepMine} onGiveUp={actions.giveUp} />
      {content.summary && <Markdown text={content.summary} />}
      {content.preconditions && (
        <section aria-label={t('item.preconditions')}>
          <Text fw={600} size="sm">
            {t('item.preconditions')}
          </Text>
          <Markdown text={content.preconditions} />
        </section>
      )}
      <StepList
        shown={shown}
        current={place.step}
        isReadOnly={isReadOnly}
        onFocus={onStep}
        onStatus={setStatus}
        onPatch={record}
      />
      <section className={classes.result} aria-label={t('item.result')}>
        <Group gap="xs">
          <ResultButtons
            label={t('item.result')}
            status={result?.status ?? null}
            isReadOnly={isReadOnly}
            onChoose={(status) => setStatus(null, status)}
          />
          {item.result !== null && !isReadOnly && (
            <Button variant="subtle" color="gray" onClick={actions.clear}>
              {t('item.clear')}
            </Button>
          )}
        </Group>
        {result?.status === 'fail' && (
          <Reason code={result.failReasonCode} isReadOnly={isReadOnly} onReason={onReason} />
        )}
        {place.step === null && (
          <div className={classes.entries}>
            <TextEntry
              // What was typed is recorded of the item of which it was, when another comes in front.
              key={`${item.id} comment`}
              name="comment"
              label={t('item.comment')}
              value={result?.comment ?? ''}
              isLong
              isReadOnly={isReadOnly}
              onSave={(comment) => record({ comment })}
            />
            <TextEntry
              key={`${item.id} measured`}
              name="measured"
              label={t('item.measured')}
              value={result?.measuredValue ?? ''}
              isReadOnly={isReadOnly}
              onSave={(text) => record({ measuredValue: text || null })}
            />
          </div>
        )}
        {place.step !== null && result?.comment && (
          <p className={classes.comment}>{result.comment}</p>
        )}
        {result?.status === 'fail' && (
          <Defects
            key={item.id}
            run={run}
            shown={shown}
            isReadOnly={isReadOnly}
            onChange={(defects) => record({ defects })}
          />
        )}
      </section>
      <Attachments place={place} isReadOnly={isReadOnly} />
      {content.mistakes.length > 0 && <Lines head={t('item.mistakes')} lines={content.mistakes} />}
      {content.artifacts.length > 0 && (
        <Lines head={t('item.artifacts')} lines={content.artifacts} />
      )}
    </article>
  );
}

function Facts({ shown: { item } }: { readonly shown: ShownItem }) {
  const { t } = useTranslation('execution');
  const format = useFormat();
  const { result } = item;
  return (
    <header>
      <Title order={2} size="h3" className={classes.title}>
        {itemTitle(item)}
      </Title>
      <Group gap="xs" mt={4}>
        <Text size="sm" c="dimmed">
          {item.key}
        </Text>
        {item.tags.map((tag) => (
          <Badge key={tag} variant="outline" color="gray" tt="none">
            {tag}
          </Badge>
        ))}
        {item.assignee && (
          <Text size="sm" c="dimmed">
            {t('item.assignee', { name: item.assignee.name })}
          </Text>
        )}
        {item.spentSeconds > 0 && (
          <Text size="sm" c="dimmed">
            {t('item.spent', { minutes: Math.max(1, Math.round(item.spentSeconds / 60)) })}
          </Text>
        )}
        {result?.updatedBy && (
          <Text size="sm" c="dimmed">
            {t(result.carriedFromItemId === null ? 'item.recorded' : 'item.carried', {
              name: result.updatedBy.name,
              at: format.instant(Date.parse(result.updatedAt)),
            })}
          </Text>
        )}
      </Group>
    </header>
  );
}

interface ReasonProps {
  readonly code: string | null;
  readonly isReadOnly: boolean;
  readonly onReason: () => void;
}

function Reason({ code, isReadOnly, onReason }: ReasonProps) {
  const { t } = useTranslation('execution');
  const trpc = useTRPC();
  const { data: reasons } = useQuery(trpc.runs.reasons.list.queryOptions());
  const title = reasons?.find((reason) => reason.code === code)?.title ?? code;
  return (
    <Group gap="xs">
      <Text size="sm">
        {t('reason.label')}: {title ?? t('reason.missing')}
      </Text>
      {!isReadOnly && (
        <Button size="compact-sm" variant="default" onClick={onReason}>
          {t('reason.choose')}
        </Button>
      )}
    </Group>
  );
}

function Lines({ head, lines }: { readonly head: string; readonly lines: readonly string[] }) {
  return (
    <section aria-label={head}>
      <Text fw={600} size="sm">
        {head}
      </Text>
      <ul className={classes.lines}>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
}
