import { ActionIcon } from '@mantine/core';
import {
  IconArrowDown,
  IconArrowLeft,
  IconArrowRight,
  IconArrowUp,
  IconMaximize,
  IconZoomIn,
  IconZoomOut,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './diagram.module.css';
import type { Diagram } from './diagram-viewer.ts';

export const panStep = 80;
export const zoomStep = 1.25;

const tools = [
  { id: 'left', icon: IconArrowLeft, use: (diagram: Diagram) => diagram.pan(panStep, 0) },
  { id: 'up', icon: IconArrowUp, use: (diagram: Diagram) => diagram.pan(0, panStep) },
  { id: 'down', icon: IconArrowDown, use: (diagram: Diagram) => diagram.pan(0, -panStep) },
  { id: 'right', icon: IconArrowRight, use: (diagram: Diagram) => diagram.pan(-panStep, 0) },
  { id: 'in', icon: IconZoomIn, use: (diagram: Diagram) => diagram.zoom(zoomStep) },
  { id: 'out', icon: IconZoomOut, use: (diagram: Diagram) => diagram.zoom(1 / zoomStep) },
  { id: 'fit', icon: IconMaximize, use: (diagram: Diagram) => diagram.fit() },
] as const;

/** Moving the picture without a wheel or keys. */
export function DiagramTools({ diagram }: { readonly diagram: Diagram }) {
  const { t } = useTranslation('orchestra-process');
  return (
    <fieldset className={classes.tools} aria-label={t('diagram.tools')}>
      {tools.map(({ id, icon: Icon, use }) => (
        <ActionIcon
          key={id}
          variant="default"
          size="lg"
          aria-label={t(`diagram.${id}`)}
          title={t(`diagram.${id}`)}
          onClick={() => use(diagram)}
        >
          <Icon size={18} aria-hidden />
        </ActionIcon>
      ))}
    </fieldset>
  );
}
