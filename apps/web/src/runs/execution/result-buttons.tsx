import { type ResultStatus, resultStatuses } from '@atelier/domain/runs/result.ts';
import classes from './result-buttons.module.css';
import { ResultMark } from './result-mark.tsx';

interface Props {
  readonly label: string;
  readonly status: ResultStatus | null;
  readonly isReadOnly: boolean;
  readonly onChoose: (status: ResultStatus) => void;
}

/** OK, fail, N/A: large enough for a thumb. Whoever only looks is shown what was chosen. */
export function ResultButtons({ label, status, isReadOnly, onChoose }: Props) {
  if (isReadOnly) {
    return (
      <fieldset className={classes.buttons} aria-label={label}>
        <ResultMark status={status} />
      </fieldset>
    );
  }
  return (
    <fieldset className={classes.buttons} aria-label={label}>
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
