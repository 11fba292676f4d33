import type { Counts, Stage } from '@atelier/domain/miniatures/stages.ts';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../kernel/i18n/format.ts';
import { StageIcon, stageLooks } from './stage-look.tsx';
import classes from './stage-picker.module.css';

interface Props {
  readonly label: string;
  readonly value: Stage;
  readonly shown: readonly Stage[];
  /** The others are shown, but cannot be chosen. */
  readonly available: readonly Stage[];
  /** With them each stage shows how many stand in it. */
  readonly counts?: Counts;
  readonly onChange: (stage: Stage) => void;
}

/** Stages to choose from: radio buttons, so that the arrow keys move between them. */
export function StagePicker({ label, value, shown, available, counts, onChange }: Props) {
  const { t } = useTranslation('miniatures');
  const format = useFormat();
  const name = useId();
  return (
    <fieldset className={classes.picker}>
      <legend className={classes.legend}>{label}</legend>
      <div className={classes.stages}>
        {shown.map((stage) => (
          <label
            key={stage}
            className={classes.stage}
            style={{ '--stage': stageLooks[stage].color } as object}
          >
            <input
              type="radio"
              className={classes.radio}
              name={name}
              value={stage}
              checked={stage === value}
              disabled={!available.includes(stage)}
              onChange={() => onChange(stage)}
            />
            <StageIcon stage={stage} size={16} />
            <span>{t(`stages.${stage}`)}</span>
            {counts && <span className={classes.count}>{format.number(counts[stage])}</span>}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
