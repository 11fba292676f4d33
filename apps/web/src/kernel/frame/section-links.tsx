import type { TablerIcon } from '@tabler/icons-react';
import { Link, type LinkProps } from '@tanstack/react-router';
import classes from './section-links.module.css';

export interface SectionLink {
  readonly key: string;
  readonly text: string;
  readonly icon?: TablerIcon;
  readonly link: Pick<LinkProps, 'to' | 'params'>;
  /** Whether the page that is open belongs to it, also where it has another address. */
  readonly isHere: boolean;
}

interface Props {
  /** Names the links. */
  readonly label: string;
  readonly sections: readonly SectionLink[];
  /** The pages of the section that is open; none are shown where it has only one. */
  readonly pages?: { readonly label: string; readonly links: readonly SectionLink[] };
}

/** The way between the sections of a part of the house, and below them the pages of the one that is open. */
export function SectionLinks({ label, sections, pages }: Props) {
  return (
    <nav className={classes.navigation} aria-label={label}>
      <Links of="section" links={sections} />
      {pages && pages.links.length > 1 && (
        <Links of="page" label={pages.label} links={pages.links} />
      )}
    </nav>
  );
}

interface LinksProps {
  readonly of: 'section' | 'page';
  readonly label?: string;
  readonly links: readonly SectionLink[];
}

function Links({ of, label, links }: LinksProps) {
  return (
    <ul className={classes[`${of}s`]} aria-label={label}>
      {links.map(({ key, text, icon: Icon, link, isHere }) => (
        <li key={key}>
          <Link
            {...link}
            activeOptions={{ exact: true, includeSearch: false }}
            className={classes[of]}
            // Where the address is the link's own, the link itself says that it is this page.
            {...(isHere && { 'aria-current': 'true' as const })}
          >
            {Icon && <Icon size={18} aria-hidden className={classes.icon} />}
            {text}
          </Link>
        </li>
      ))}
    </ul>
  );
}
