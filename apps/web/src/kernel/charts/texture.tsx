import { useId } from 'react';

/** What tells one surface from another without its colour. */
export type Texture = 'plain' | 'rising' | 'falling' | 'dots' | 'rows';

/** What a part of a chart is filled with. */
export interface Fill {
  readonly color: string;
  readonly texture: Texture;
}

interface Props extends Fill {
  readonly id: string;
}

/** Fills as SVG patterns, to stand in an SVG; the first is used as `url(#id0)`, and so on. */
export function TexturePatterns({ id, fills }: { id: string; fills: readonly Fill[] }) {
  return (
    <defs>
      {fills.map(({ color, texture }, index) => (
        <TexturePattern
          key={`${color} ${texture}`}
          id={`${id}${index}`}
          color={color}
          texture={texture}
        />
      ))}
    </defs>
  );
}

function TexturePattern({ id, color, texture }: Props) {
  return (
    <pattern
      id={id}
      width="7"
      height="7"
      patternUnits="userSpaceOnUse"
      patternTransform={`rotate(${turns[texture]})`}
    >
      <rect width="7" height="7" fill={color} />
      {texture === 'dots' && <circle cx="3.5" cy="3.5" r="1.1" {...mark} />}
      {texture !== 'dots' && texture !== 'plain' && <rect width="1.4" height="7" {...mark} />}
    </pattern>
  );
}

const mark = { fill: 'var(--surface)', fillOpacity: 0.38 };

const turns: Readonly<Record<Texture, number>> = {
  plain: 0,
  rising: 45,
  falling: -45,
  dots: 45,
  rows: 90,
};

/** A small square of a fill, for legends and tooltips. */
export function Swatch(fill: Fill) {
  const id = useId();
  return (
    <svg width="14" height="14" aria-hidden style={{ flex: 'none' }}>
      <TexturePatterns id={id} fills={[fill]} />
      <rect width="14" height="14" rx="3" fill={`url(#${id}0)`} />
    </svg>
  );
}
