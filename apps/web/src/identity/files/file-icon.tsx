import { factsOf, isMediaType, normalType } from '@atelier/domain/identity/files/media-types.ts';
import {
  IconFile,
  IconFileText,
  IconFileTypePdf,
  IconFileZip,
  IconMusic,
  IconPhoto,
  IconVideo,
} from '@tabler/icons-react';

const icons = {
  picture: IconPhoto,
  video: IconVideo,
  audio: IconMusic,
  document: IconFileTypePdf,
  text: IconFileText,
  archive: IconFileZip,
} as const;

/** What kind of file it is, beside its name. */
export function FileIcon({ type }: { readonly type: string }) {
  const known = normalType(type);
  const Icon = isMediaType(known) ? icons[factsOf(known).kind] : IconFile;
  return <Icon size={22} stroke={1.5} aria-hidden />;
}
