import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, Outlet, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { PageHeader, PageHeading } from '../../kernel/frame/page-header.tsx';
import classes from './project-frame.module.css';

/** The pages of a project, in the order in which work goes through them. */
const sections = [
  { to: '/runs/projects/$projectId', label: 'project.runs', exact: true },
  { to: '/runs/projects/$projectId/library', label: 'project.library', exact: false },
  { to: '/runs/projects/$projectId/reports', label: 'project.reports', exact: false },
  { to: '/runs/projects/$projectId/templates', label: 'project.templates', exact: false },
  { to: '/runs/projects/$projectId/matrices', label: 'project.matrices', exact: false },
  { to: '/runs/projects/$projectId/assets', label: 'project.assets', exact: false },
  { to: '/runs/projects/$projectId/search', label: 'project.search', exact: false },
  { to: '/runs/projects/$projectId/shared-steps', label: 'project.sharedSteps', exact: false },
  { to: '/runs/projects/$projectId/transfer', label: 'project.transfer', exact: false },
  { to: '/runs/projects/$projectId/reasons', label: 'project.reasons', exact: false },
  { to: '/runs/projects/$projectId/settings', label: 'project.settings', exact: false },
] as const;

/** The name of the project, and the way between its pages. */
export function ProjectFrame() {
  const { t } = useTranslation('runs');
  const { projectId } = useParams({ from: '/runs/projects/$projectId' });
  const trpc = useTRPC();
  const { data: project } = useSuspenseQuery(trpc.runs.projects.get.queryOptions({ projectId }));
  return (
    <>
      <PageHeader>
        <PageHeading title={project.name} />
      </PageHeader>
      <nav className={classes.sections} aria-label={t('project.sections')}>
        {sections.map(({ to, label, exact }) => (
          <Link
            key={to}
            to={to}
            params={{ projectId }}
            activeOptions={{ exact, includeSearch: false }}
            className={classes.section}
          >
            {t(label)}
          </Link>
        ))}
      </nav>
      <Outlet />
    </>
  );
}
