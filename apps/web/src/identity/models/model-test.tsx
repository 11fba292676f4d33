import type { structuredModes } from '@atelier/domain/kernel/model-connection.ts';
import { Button, Text } from '@mantine/core';
import { IconPlugConnected } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormFailure } from '../../kernel/forms/form-failure.tsx';
import { type Finding, type Uses, verdictOf } from './connections.ts';
import { FindingLine } from './finding-line.tsx';
import classes from './models.module.css';

interface Tested {
  readonly baseUrl: string;
  readonly model: string;
  readonly findings: readonly Finding[];
}

interface Props {
  /** How JSON is asked for at the moment. */
  readonly structured: (typeof structuredModes)[number];
  /** Undefined where something is wrong with the form. */
  readonly test: () => Promise<Tested | undefined>;
  /** Left out where nothing can be set. */
  readonly onUse?: Uses;
}

/** Tests a connection, and says line by line what was found and what to do. */
export function ModelTest({ structured, test, onUse }: Props) {
  const { t } = useTranslation(['connections', 'models']);
  const [isTesting, setTesting] = useState(false);
  const [tested, setTested] = useState<Tested>();
  const [failure, setFailure] = useState<unknown>(null);
  const start = async () => {
    setTesting(true);
    setFailure(null);
    setTested(undefined);
    await test()
      .then(setTested, setFailure)
      .finally(() => setTesting(false));
  };
  const verdict = tested && verdictOf(tested.findings);
  // What went wrong once is told once.
  const codes = tested?.findings.map(({ code }) => code) ?? [];
  return (
    <div className={classes.test}>
      <div className={classes.start}>
        <Button
          variant="default"
          leftSection={<IconPlugConnected size={18} aria-hidden />}
          // Not `disabled`: it would take the focus away from whoever has just pressed it.
          aria-disabled={isTesting}
          {...(isTesting && { 'data-disabled': true })}
          onClick={() => {
            if (!isTesting) void start();
          }}
        >
          {t(tested === undefined ? 'test' : 'testAgain')}
        </Button>
        <Text size="sm" c="dimmed">
          {t('testHint')}
        </Text>
      </div>
      <div role="status" className={classes.state}>
        {isTesting && (
          <>
            <Text size="sm">{t('testing')}</Text>
            <progress className={classes.progress} aria-label={t('testProgress')} />
          </>
        )}
        {verdict && (
          <p className={classes.verdict} data-verdict={verdict}>
            {t(`verdicts.${verdict}`)}
          </p>
        )}
      </div>
      <FormFailure failure={failure} />
      {tested && (
        <>
          <Text size="sm" c="dimmed" className={classes.tested}>
            {t('tested', { model: tested.model, address: tested.baseUrl })}
          </Text>
          <ul className={classes.findings}>
            {tested.findings.map((finding, at) => (
              <FindingLine
                key={finding.check}
                finding={finding}
                isTold={codes.indexOf(finding.code) < at}
                structured={structured}
                onUse={onUse}
              />
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
