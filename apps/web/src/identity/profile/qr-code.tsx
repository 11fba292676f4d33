import { useMemo } from 'react';
import { encode } from 'uqr';
import classes from './second-factor.module.css';

interface Props {
  readonly text: string;
  readonly label: string;
}

/** Dark on light in both themes: cameras want it so. */
export function QrCode({ text, label }: Props) {
  const { size, data } = useMemo(() => encode(text, { border: 2 }), [text]);
  const path = data
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')))
    .join('');
  return (
    <svg className={classes.qr} viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" shapeRendering="crispEdges" />
    </svg>
  );
}
