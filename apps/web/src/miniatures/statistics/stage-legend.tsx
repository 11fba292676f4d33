import { stages } from '@atelier/domain/miniatures/stages.ts';
import { useTranslation } from 'react-i18next';
import { Swatch } from '../../kernel/charts/texture.tsx';
import { StageIcon } from '../stages/stage-icon.tsx';
import { stageLooks } from '../stages/stage-look.ts';
import { stageTextures } from '../stages/stage-textures.ts';
import classes from './stage-legend.module.css';

export function StageLegend() {
  const { t } = useTranslation('miniatures');
  return (
    <ul className={classes.legend}>
      {stages.map((stage) => (
        <li key={stage}>
          <Swatch color={stageLooks[stage].color} texture={stageTextures[stage]} />
          <StageIcon stage={stage} size={16} />
          {t(`stages.${stage}`)}
        </li>
      ))}
    </ul>
  );
}
