import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import classes from './brand.module.css';

/** Five steps up: what every area of the house is about. */
const steps = [
  { x: 6, y: 20, opacity: 0.45 },
  { x: 10.25, y: 17, opacity: 0.6 },
  { x: 14.5, y: 13.5, opacity: 0.75 },
  { x: 18.75, y: 10, opacity: 0.88 },
  { x: 23, y: 6, opacity: 1 },
];

export function Brand() {
  return (
    <Link to="/" className={classes.brand}>
      <BrandWords />
    </Link>
  );
}

/** The sign and the name, where there is nothing to link to. */
export function BrandWords() {
  const { t } = useTranslation();
  return (
    <>
      <svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
        <rect width="32" height="32" rx="8" className={classes.plate} />
        {steps.map(({ x, y, opacity }) => (
          <rect
            key={x}
            x={x}
            y={y}
            width="3"
            height={26 - y}
            rx="1"
            fill="#fff"
            opacity={opacity}
          />
        ))}
      </svg>
      {t('name')}
    </>
  );
}
