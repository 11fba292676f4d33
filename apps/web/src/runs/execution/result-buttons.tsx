import { type ResultStatus, resultStatuses } from '@atelier/domain/runs/result.ts';
import classes from './result-buttons.module.css';
import { ResultMark } from './result-mark.tsx';

interface Props {
  readonly label: string;
  readonly status: ResultStatus | null;
  readonly disabled: boolean;
  readonly onChoose: (status: ResultStatus) => void;
}

/** OK, fail, N/A: large enough for a thumb. */
export function ResultButtons({ label, status, disabled, onChoose }: Props) {
  return (
    <fieldset className={classes.buttons} aria-label={label} disabled={disabled}>
      {resultStatuses.map((each) => (
        <button
          key={each}
          type="button"
          className={classes.button}
          aria-pressed={each === status}
          data-result={each}
          onClick={() => onChoose(each)}
        >
          <ResultMark status={each} />
        </button>
      ))}
    </fieldset>
  );
}
