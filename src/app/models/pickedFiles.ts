// What a person picked in a file dialog, as files with paths.

import type { LocalFile } from '../../protocol/library.ts';

/** From `<input type="file">`, with or without `webkitdirectory`. */
export function pickedFiles(files: Iterable<File>): LocalFile[] {
  return Array.from(files, (file) => ({ path: file.webkitRelativePath || file.name, file }));
}
