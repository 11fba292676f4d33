import type { StepStatus, TestRunStatus } from '@atelier/domain/orchestra/statuses.ts';
import { Link, type LinkProps } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useDuration } from '../../words/duration-words.ts';
import classes from './waterfall.module.css';

/** A piece of time, in milliseconds since 1970. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly status: TestRunStatus | StepStatus;
}

export interface WaterfallRow {
  readonly key: string;
  readonly name: string;
  readonly link?: LinkProps;
  /** In their order; at least one. */
  readonly spans: readonly Span[];
}

interface Props {
  readonly label: string;
  readonly rows: readonly WaterfallRow[];
}

const ticks = [0, 0.25, 0.5, 0.75, 1];

/** What took place when, one thing below another on one axis of time. */
export function Waterfall({ label, rows }: Props) {
  const { t } = useTranslation('orchestra-run');
  const { t: area } = useTranslation('orchestra');
  const duration = useDuration();
  const spans = rows.flatMap((row) => row.spans);
  const from = spans.reduce((least, span) => Math.min(least, span.from), Number.MAX_VALUE);
  const to = spans.reduce((most, span) => Math.max(most, span.to), 0);
  const length = Math.max(1, to - from);
  const share = (at: number) => ((at - from) / length) * 100;
  return (
    <div className={classes.waterfall}>
      <div className={classes.axis} aria-hidden>
        {ticks.map((tick) => (
          <span key={tick} style={{ left: `${tick * 100}%` }}>
            {duration(length * tick)}
          </span>
        ))}
      </div>
      <ol aria-label={label} className={classes.rows}>
        {rows.map(({ key, name, link, spans: own }) => {
          const [first, last] = [own[0], own.at(-1)];
          const took = (last?.to ?? 0) - (first?.from ?? 0);
          return (
            <li key={key}>
              <span className={classes.name}>
                {link === undefined ? name : <Link {...link}>{name}</Link>}
                <span className={classes.said}>
                  {t('spanOf', {
                    status: area(`statuses.${last?.status ?? 'PENDING'}`),
                    after: duration((first?.from ?? from) - from),
                    took: duration(took),
                  })}
                </span>
              </span>
              <span className={classes.track} aria-hidden>
                {own.map((span) => (
                  <span
                    key={span.from}
                    className={classes.span}
                    data-status={span.status}
                    style={{
                      left: `${share(span.from)}%`,
                      width: `max(3px, ${share(span.to) - share(span.from)}%)`,
                    }}
                  />
                ))}
              </span>
            </li>
          );
        })}
      </ol>
    </div>
  );
}
