// Brings settings back out of a picture file or the history, and offers those from before.
import { SteerawayError } from '../../lib/errors.ts';
import type { HistoryEntry } from '../../store/history/historyShelf.ts';
import type { AppStore } from '../../store/index.ts';
import { applySettings } from '../../store/settings/applySettings.ts';
import { captureSettings } from '../../store/settings/captureSettings.ts';
import { withoutComparison } from '../../store/settings/comparison.ts';
import { settingsOfPicture } from '../../store/settings/pictureSettings.ts';
import { readSettings } from '../../store/settings/readSettings.ts';
import type { SettingsReading } from '../../store/settings/settings.ts';

/** Never rejects: a file without settings becomes a sentence, and nothing changes. */
export async function restoreFile(store: AppStore, file: File): Promise<void> {
  const name = file.name || 'The picture';
  try {
    await restore(store, await settingsOfPicture(file, name), `Restored from ${name}.`);
  } catch (error) {
    store.getState().tellProblem(error instanceof SteerawayError ? error : unreadable(name, error));
  }
}

/** Never rejects: another version of the page may have written it. The view stays: one picture after the other is looked at in it. */
export async function restoreEntry(store: AppStore, entry: HistoryEntry): Promise<void> {
  try {
    const reading = readSettings(withoutComparison(entry.settings), 'The picture');
    await restore(store, reading, 'Restored from the history.');
  } catch (error) {
    store.getState().tellProblem(error);
  }
}

async function restore(store: AppStore, reading: SettingsReading, text: string): Promise<void> {
  const now = captureSettings(store.getState());
  const before = reading.settings.comparison ? now : withoutComparison(now);
  const tell = (more: readonly string[]): void =>
    store.getState().tell(text, {
      details: [...reading.notes, ...more],
      offer: { kind: 'restore', settings: before },
    });
  tell([]);
  const more = await applySettings(store, reading.settings);
  if (more.length > 0) tell(more);
}

/** The browser could not read the file itself: it was moved, or lies on a disk that is gone. */
class FileUnreadableError extends SteerawayError {
  readonly code = 'file-unreadable';
}

function unreadable(name: string, cause: unknown): FileUnreadableError {
  const hint = 'It may have been moved or changed meanwhile: take it again.';
  return new FileUnreadableError(`${name} cannot be read.`, hint, { cause });
}
