import { stages } from '@atelier/domain/miniatures/stages.ts';
import { useTranslation } from 'react-i18next';
import { StageIcon } from '../stages/stage-icon.tsx';
import classes from './stage-legend.module.css';

export function StageLegend() {
  const { t } = useTranslation('miniatures');
  return (
    <ul className={classes.legend}>
      {stages.map((stage) => (
        <li key={stage}>
          <StageIcon stage={stage} size={16} />
          {t(`stages.${stage}`)}
        </li>
      ))}
    </ul>
  );
}
