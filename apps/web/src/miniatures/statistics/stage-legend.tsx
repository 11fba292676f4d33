import { stages } from '@atelier/domain/miniatures/stages.ts';
import { useTranslation } from 'react-i18next';
import { Legend } from '../../kernel/charts/legend.tsx';
import { StageIcon } from '../stages/stage-icon.tsx';
import { stageLooks } from '../stages/stage-look.ts';
import { stageTextures } from '../stages/stage-textures.ts';

export function StageLegend() {
  const { t } = useTranslation('miniatures');
  const items = stages.map((stage) => ({
    name: t(`stages.${stage}`),
    color: stageLooks[stage].color,
    texture: stageTextures[stage],
    mark: <StageIcon stage={stage} size={16} />,
  }));
  return <Legend items={items} />;
}
