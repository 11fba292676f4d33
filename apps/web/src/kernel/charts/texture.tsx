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

/** A fill as an SVG pattern, to stand in `defs` and be used as `url(#id)`. */
export function TexturePattern({ id, color, texture }: Props) {
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
      <defs>
        <TexturePattern id={id} {...fill} />
      </defs>
      <rect width="14" height="14" rx="3" fill={`url(#${id})`} />
    </svg>
  );
}
