// Pictures of the history as one zip file, read one at a time. The only file that imports client-zip.
import { makeZip } from 'client-zip';
import type { HistoryEntry } from '../../store/history/historyShelf.ts';
import type { AppStore } from '../../store/index.ts';
import { fileName, uniqueName } from './fileName.ts';
import { saveFile } from './saveFile.ts';

/** Never rejects. The browser keeps a large blob on disk; no more than one picture is in memory. */
export async function saveZip(store: AppStore, entries: readonly HistoryEntry[]): Promise<void> {
  try {
    const zip = await new Response(makeZip(filesOf(store, entries))).blob();
    saveFile(new Blob([zip], { type: 'application/zip' }), `steeraway-${entries.length}-pictures.zip`);
  } catch (error) {
    store.getState().tellProblem(error);
  }
}

/** A picture that another tab has deleted meanwhile is left out. */
async function* filesOf(store: AppStore, entries: readonly HistoryEntry[]) {
  const taken = new Set<string>();
  for (const entry of entries) {
    const files = await store.getState().readKept(entry.id);
    if (!files) continue;
    const name = uniqueName(fileName(entry), taken);
    yield { name, input: files.png, lastModified: new Date(entry.createdAt) };
  }
}
