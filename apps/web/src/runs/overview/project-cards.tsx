import type { ListedProject } from '@atelier/domain/runs/types.ts';
import { Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import classes from './project-cards.module.css';

interface Props {
  readonly projects: readonly ListedProject[];
}

/** Each project with how large it is and what goes on in it. */
export function ProjectCards({ projects }: Props) {
  const { t } = useTranslation('runs');
  return (
    <ul className={classes.cards}>
      {projects.map(({ id, name, description, cases, runs }) => (
        <li key={id} className={classes.card}>
          <Title order={2} size="h4">
            <Link
              to="/runs/projects/$projectId"
              params={{ projectId: id }}
              className={classes.link}
            >
              {name}
            </Link>
          </Title>
          {description && (
            <Text size="sm" c="dimmed" lineClamp={2}>
              {description}
            </Text>
          )}
          <Text size="sm" mt="auto">
            {t('overview.cases', { count: cases })}
            {' · '}
            {t('overview.inProgress', { count: runs.in_progress })}
          </Text>
        </li>
      ))}
    </ul>
  );
}
