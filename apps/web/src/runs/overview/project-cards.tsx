import type { ListedProject } from '@atelier/domain/runs/types.ts';
import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { LinkCard, LinkCards } from '../../kernel/frame/link-cards.tsx';

interface Props {
  readonly projects: readonly ListedProject[];
}

/** Each project with how large it is and what goes on in it. */
export function ProjectCards({ projects }: Props) {
  const { t } = useTranslation('runs');
  return (
    <LinkCards>
      {projects.map(({ id, name, description, cases, runs }) => (
        <LinkCard
          key={id}
          text={description}
          title={(className) => (
            <Link to="/runs/projects/$projectId" params={{ projectId: id }} className={className}>
              {name}
            </Link>
          )}
        >
          <Text size="sm">
            {t('overview.cases', { count: cases })}
            {' · '}
            {t('overview.inProgress', { count: runs.in_progress })}
          </Text>
        </LinkCard>
      ))}
    </LinkCards>
  );
}
