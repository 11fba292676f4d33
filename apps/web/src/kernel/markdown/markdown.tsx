import { Skeleton, VisuallyHidden } from '@mantine/core';
import { IconCheckbox, IconExternalLink, IconPhotoOff, IconSquare } from '@tabler/icons-react';
import { useRouter } from '@tanstack/react-router';
import { type ReactNode, useId, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import ReactMarkdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { ScrollRegion } from '../frame/scroll-region.tsx';
import classes from './markdown.module.css';
import { safeAddress } from './safe-address.ts';

interface Props {
  /** As somebody wrote it: it is trusted with nothing. */
  readonly text: string;
}

const plugins = [remarkGfm];

/**
 * Text in Markdown (GitHub's). HTML in it is shown as text; links lead somewhere or are none; images come
 * from this server alone, so that reading a text tells nobody; its headings stand below a page's own.
 */
export function Markdown({ text }: Props) {
  const { t, ready } = useTranslation('markdown');
  const id = useId();
  // Labels of the library itself, and names for the jumps between footnotes that no other text has.
  const options = useMemo(
    () => ({
      clobberPrefix: `md-${id}-`,
      footnoteLabel: t('footnotes'),
      footnoteBackLabel: (place: number) => t('back', { place: place + 1 }),
    }),
    [id, t],
  );
  if (!ready) return <Skeleton height={80} radius="md" />;
  return (
    <div className={classes.text}>
      <ReactMarkdown
        remarkPlugins={plugins}
        remarkRehypeOptions={options}
        // What an address may be is decided where it is shown.
        urlTransform={(url) => url}
        components={components}
      >
        {text}
      </ReactMarkdown>
    </div>
  );
}

const components: Components = {
  h1: ({ children, id }) => <h3 id={id}>{children}</h3>,
  h2: ({ children, id }) => <h4 id={id}>{children}</h4>,
  h3: ({ children, id }) => <h5 id={id}>{children}</h5>,
  h4: ({ children, id }) => <h6 id={id}>{children}</h6>,
  h5: ({ children, id }) => <h6 id={id}>{children}</h6>,
  a: ({ href, children, id, 'aria-label': label }) => (
    <MarkdownLink href={href} id={id} label={label}>
      {children}
    </MarkdownLink>
  ),
  img: ({ src, alt }) => (
    <MarkdownImage src={typeof src === 'string' ? src : undefined} alt={alt} />
  ),
  input: ({ checked }) => <TaskMark isDone={checked === true} />,
  table: ({ children }) => <WideTable>{children}</WideTable>,
  pre: ({ children }) => <WideCode>{children}</WideCode>,
};

interface LinkProps {
  readonly href: string | undefined;
  readonly id: string | undefined;
  readonly label: string | undefined;
  readonly children: ReactNode;
}

function MarkdownLink({ href, id, label, children }: LinkProps) {
  const { t } = useTranslation('markdown');
  const router = useRouter();
  // A jump inside the text.
  if (href?.startsWith('#')) {
    return (
      <a href={href} id={id} aria-label={label}>
        {children}
      </a>
    );
  }
  const address = safeAddress(href, document.baseURI);
  if (address === null) return <span title={t('dead')}>{children}</span>;
  if (address.isOwn) {
    return (
      <a
        href={address.href}
        onClick={(event) => {
          const { ctrlKey, metaKey, shiftKey, altKey, button } = event;
          if (ctrlKey || metaKey || shiftKey || altKey || button !== 0) return;
          event.preventDefault();
          router.history.push(address.href);
        }}
      >
        {children}
      </a>
    );
  }
  return (
    <a href={address.href} target="_blank" rel="noopener noreferrer">
      {children}
      {/* It stays on the line of the last word. */}
      {'\u2060'}
      <IconExternalLink size={14} className={classes.external} aria-hidden />
      <VisuallyHidden>{t('newTab')}</VisuallyHidden>
    </a>
  );
}

interface ImageProps {
  readonly src: string | undefined;
  readonly alt: string | undefined;
}

function MarkdownImage({ src, alt = '' }: ImageProps) {
  const { t } = useTranslation('markdown');
  const address = safeAddress(src, document.baseURI);
  if (address?.isOwn) {
    return <img src={address.href} alt={alt} loading="lazy" className={classes.image} />;
  }
  return (
    <span className={classes.noImage}>
      <IconPhotoOff size={16} aria-hidden />
      {alt === '' ? t('foreignImage') : t('foreignImageOf', { alt })}
    </span>
  );
}

function TaskMark({ isDone }: { readonly isDone: boolean }) {
  const { t } = useTranslation('markdown');
  const Icon = isDone ? IconCheckbox : IconSquare;
  return (
    <span className={classes.task}>
      <Icon size={18} stroke={1.7} aria-hidden />
      <VisuallyHidden>{t(isDone ? 'done' : 'open')}</VisuallyHidden>
    </span>
  );
}

function WideTable({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation('markdown');
  return (
    <ScrollRegion label={t('table')} className={classes.wide}>
      <table>{children}</table>
    </ScrollRegion>
  );
}

function WideCode({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation('markdown');
  return (
    <ScrollRegion label={t('code')} className={classes.code}>
      <pre>{children}</pre>
    </ScrollRegion>
  );
}
