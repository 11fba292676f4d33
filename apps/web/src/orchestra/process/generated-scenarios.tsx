import { orchestraActions } from '@atelier/domain/orchestra/actions.ts';
import type { Process } from '@atelier/domain/orchestra/types.ts';
import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../kernel/frame/card.tsx';
import { useFormat } from '../../kernel/i18n/format.ts';
import { useMay } from '../../kernel/me/frame-parts.ts';
import type { ElementWords } from './element-words.ts';
import type { GeneratedSuite } from './generated-suite.ts';
import { MakeSuiteDialog } from './make-suite-dialog.tsx';
import classes from './process-page.module.css';
import { useReasonText } from './use-reason-text.ts';

const portion = 50;

interface Props {
  readonly process: Process;
  readonly generated: GeneratedSuite;
  readonly words: ElementWords;
  /** The key of the scenario whose way is lit. */
  readonly lit: string | null;
  readonly onLight: (key: string | null) => void;
}

/** The scenarios that were worked out, each with what only it covers; the one that has the focus is lit. */
export function GeneratedScenarios({ process, generated, words, lit, onLight }: Props) {
  const { t } = useTranslation('orchestra-process');
  const mayEdit = useMay(orchestraActions.edit) && !process.isArchived;
  const [shown, setShown] = useState(portion);
  const [isMaking, setMaking] = useState(false);
  const { target, reason } = useReasonText(words);
  const { scenarios } = generated.definition;
  const reasons = new Map(generated.reasons.map((each) => [each.key, each.reason]));
  const uncovered = generated.processes.flatMap((each) => each.uncovered);
  const hidden = Math.max(0, scenarios.length - shown);
  return (
    <Card
      title={t('generated.title')}
      text={t('generated.text')}
      actions={
        mayEdit && (
          <Button disabled={scenarios.length === 0} onClick={() => setMaking(true)}>
            {t('generated.make')}
          </Button>
        )
      }
    >
      <Bound scenarios={scenarios.length} bound={generated.bound} />
      {uncovered.length > 0 && (
        <Text mb="sm">{t('generated.uncovered', { names: uncovered.map(target).join('; ') })}</Text>
      )}
      <ol className={classes.list}>
        {scenarios.slice(0, shown).map(({ key, name }) => (
          <li key={key}>
            <button
              type="button"
              className={classes.scenario}
              aria-pressed={key === lit}
              onFocus={() => onLight(key)}
              onClick={() => onLight(key)}
            >
              {name}
              <span className={classes.reason}>{reason(reasons.get(key))}</span>
            </button>
          </li>
        ))}
      </ol>
      {hidden > 0 && (
        <Button mt="md" variant="default" onClick={() => setShown(shown + portion)}>
          {t('elements.more', { count: Math.min(portion, hidden) })}
        </Button>
      )}
      {isMaking && (
        <MakeSuiteDialog process={process} generated={generated} onClose={() => setMaking(false)} />
      )}
    </Card>
  );
}

/** How many there are, and how many there would have to be. */
function Bound({ scenarios, bound }: { readonly scenarios: number; readonly bound: number }) {
  const { t } = useTranslation('orchestra-process');
  const format = useFormat();
  return (
    <>
      <dl className={classes.facts}>
        <div>
          <dt>{t('generated.scenarios')}</dt>
          <dd>{format.number(scenarios)}</dd>
        </div>
        <div>
          <dt>{t('generated.bound')}</dt>
          <dd>{format.number(bound)}</dd>
        </div>
      </dl>
      <Text size="sm" c="dimmed" mb="sm">
        {scenarios <= bound ? t('generated.isSmallest') : t('generated.isNear')}
      </Text>
    </>
  );
}
