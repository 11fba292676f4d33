import { Skeleton } from '@mantine/core';
import classes from './rows-skeleton.module.css';

const widths = ['45%', '60%', '38%', '52%', '66%', '41%', '55%', '48%'];

interface Props {
  /** What is being read, in words; undefined until these are there. */
  readonly label: string | undefined;
  /** Rows of two lines. */
  readonly tall?: boolean;
}

/** The shape of a grid while its rows are read. */
export function RowsSkeleton({ label, tall = false }: Props) {
  return (
    <div className={classes.rows} data-tall={tall} role="status" aria-label={label}>
      {widths.map((width) => (
        <div key={width} className={classes.row}>
          <Skeleton height={10} width={width} radius="xl" />
        </div>
      ))}
    </div>
  );
}
