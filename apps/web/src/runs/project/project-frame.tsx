import { Button } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, Outlet, useLocation, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { PageHeader, PageHeading } from '../../kernel/frame/page-header.tsx';
import { SectionLinks } from '../../kernel/frame/section-links.tsx';
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
  return (
    <SectionLinks
      label={t('project.sections')}
      sections={projectSections.map(({ id, icon, pages: [first] }: ProjectSection) => ({
        ...{ key: id, icon, text: t(`project.in.${id}`) },
        link: { to: first.to, params },
        isHere: id === place?.section.id,
      }))}
      {...(place && {
        pages: {
          label: t(`project.in.${place.section.id}`),
          links: place.section.pages.map(({ id, to }) => ({
            ...{ key: id, text: t(`project.pages.${id}`), link: { to, params } },
            isHere: id === place.page.id,
          })),
        },
      })}
    />
  );
}
