import type { Command, CommandTools } from '../../kernel/areas.ts';
import { type ProjectSection, projectAt, projectSections } from './sections.ts';

/** In a project, the palette goes to each of its pages. */
export function projectCommands({ i18n, router }: CommandTools): readonly Command[] {
  const projectId = projectAt(router.state.location.pathname);
  if (projectId === undefined) return [];
  const t = i18n.getFixedT(null, 'runs');
  return projectSections.flatMap(({ id: section, icon, pages }: ProjectSection) =>
    pages.map(({ id, to }) => ({
      id: `runs-page-${id}`,
      group: t('project.sections'),
      label: pages.length === 1 ? t(`project.in.${section}`) : t(`project.pages.${id}`),
      icon,
      run: () => void router.navigate({ to, params: { projectId } } as never),
    })),
  );
}
