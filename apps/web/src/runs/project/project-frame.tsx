import { Button } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, Outlet, useLocation, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { PageHeader, PageHeading } from '../../kernel/frame/page-header.tsx';
import classes from './project-frame.module.css';
import { type ProjectSection, placeIn, projectSections } from './sections.ts';

/** The name of the project, and the way between its pages. */
export function ProjectFrame() {
  const { t } = useTranslation('runs');
  const { projectId } = useParams({ from: '/runs/projects/$projectId' });
  const trpc = useTRPC();
  const { data: project } = useSuspenseQuery(trpc.runs.projects.get.queryOptions({ projectId }));
  return (
    <>
      <PageHeader
        actions={
          <Button
            variant="default"
            size="sm"
            leftSection={<IconSearch size={16} aria-hidden />}
            renderRoot={(props: object) => (
              <Link to="/runs/projects/$projectId/search" params={{ projectId }} {...props} />
            )}
          >
            {t('project.search')}
          </Button>
        }
      >
        <PageHeading title={project.name} />
      </PageHeader>
      <ProjectNavigation projectId={projectId} />
      <Outlet />
    </>
  );
}

/** The sections of a project, and below them the pages of the one that is open. */
function ProjectNavigation({ projectId }: { readonly projectId: string }) {
  const { t } = useTranslation('runs');
  const place = useLocation({ select: ({ pathname }) => placeIn(pathname) });
  const params = { projectId };
  // Where the address is the link's own, the link itself says that it is this page.
  const current = (isHere: boolean) => (isHere ? { 'aria-current': 'true' as const } : {});
  const pages = place?.section.pages ?? [];
  return (
    <nav className={classes.navigation} aria-label={t('project.sections')}>
      <ul className={classes.sections}>
        {projectSections.map(({ id, icon: Icon, pages: [first] }: ProjectSection) => (
          <li key={id}>
            <Link
              to={first.to}
              params={params}
              activeOptions={{ exact: true, includeSearch: false }}
              className={classes.section}
              {...current(id === place?.section.id)}
            >
              <Icon size={18} aria-hidden className={classes.icon} />
              {t(`project.in.${id}`)}
            </Link>
          </li>
        ))}
      </ul>
      {pages.length > 1 && (
        <ul className={classes.pages} aria-label={place && t(`project.in.${place.section.id}`)}>
          {pages.map((page) => (
            <li key={page.id}>
              <Link
                to={page.to}
                params={params}
                activeOptions={{ exact: true, includeSearch: false }}
                className={classes.page}
                {...current(page.id === place?.page.id)}
              >
                {t(`project.pages.${page.id}`)}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </nav>
  );
}
