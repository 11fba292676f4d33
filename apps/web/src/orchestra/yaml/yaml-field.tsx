import type { SuiteFileFault } from '@atelier/domain/orchestra/suite-yaml.ts';
import { Text, Textarea } from '@mantine/core';
import { useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './yaml-field.module.css';

interface Props {
  readonly text: string;
  readonly faults: readonly SuiteFileFault[];
  readonly onChange: (text: string) => void;
}

/** A suite as YAML, and below it what is wrong with it: each fault leads to its line. */
export function YamlField({ text, faults, onChange }: Props) {
  const { t } = useTranslation('orchestra');
  const field = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const goTo = (line: number) => {
    const lines = text.split('\n');
    const from = lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0);
    field.current?.focus();
    field.current?.setSelectionRange(from, from + (lines[line - 1]?.length ?? 0));
  };
  return (
    <>
      <Textarea
        ref={field}
        label={t('yaml.text')}
        classNames={{ input: classes.input }}
        rows={16}
        spellCheck={false}
        wrap="off"
        value={text}
        aria-describedby={id}
        error={faults.length > 0}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
      <div id={id} role="alert">
        {faults.length > 0 && (
          <>
            <Text fw={600}>{t('yaml.faults')}</Text>
            <ul className={classes.faults}>
              {faults.slice(0, 20).map((fault) => (
                <li key={`${fault.line} ${fault.column} ${fault.field} ${fault.message}`}>
                  <button type="button" className={classes.fault} onClick={() => goTo(fault.line)}>
                    {t('yaml.fault', {
                      ...{ line: fault.line, column: fault.column },
                      what: t(`yaml.faultWords.${fault.code}`, { field: fault.field }),
                    })}
                  </button>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </>
  );
}
