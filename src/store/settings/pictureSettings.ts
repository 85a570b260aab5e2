// Settings into a PNG file and out of it: A1111's `parameters` for other programs, and our record for this one.
import type { PngChunk } from '../../lib/png/chunks.ts';
import { readTexts, textChunk } from '../../lib/png/texts.ts';
import { PictureWithoutSettingsError, SettingsUnreadableError } from './errors.ts';
import { parametersText, settingsFromParameters, type PictureFacts } from './parametersText.ts';
import { readSettings } from './readSettings.ts';
import type { Settings, SettingsReading } from './settings.ts';

const PARAMETERS = 'parameters';
const RECORD = 'steeraway';

/** @returns the chunks that a PNG of this picture carries */
export function settingsChunks(settings: Settings, picture: PictureFacts): readonly PngChunk[] {
  return [
    textChunk(PARAMETERS, parametersText(settings, picture)),
    textChunk(RECORD, JSON.stringify({ ...settings, picture })),
  ];
}

/**
 * @param name the file's, for the sentences
 * @throws NotAPngError, PngTooLargeError, PictureWithoutSettingsError, SettingsUnreadableError
 */
export async function settingsOfPicture(file: Blob, name: string): Promise<SettingsReading> {
  const { texts, damage } = await readTexts(file, name);
  const notes = damage === '' ? [] : [`${name} is not whole: ${damage}.`];
  const reading = firstReadable(texts, name);
  if (!reading) {
    const found = texts.has('workflow') ? ', except a workflow of ComfyUI, which only ComfyUI can run' : '';
    throw new PictureWithoutSettingsError(name, found || (damage && `: ${damage}`));
  }
  return { ...reading, notes: [...notes, ...reading.notes] };
}

function firstReadable(texts: ReadonlyMap<string, string>, name: string): SettingsReading | null {
  const record = texts.get(RECORD);
  const parameters = texts.get(PARAMETERS);
  if (record === undefined) return parameters === undefined ? null : settingsFromParameters(parameters, name);
  try {
    return readSettings(parse(record, name), name);
  } catch (error) {
    if (!(error instanceof SettingsUnreadableError) || parameters === undefined) throw error;
    const reading = settingsFromParameters(parameters, name);
    return { ...reading, notes: [`The record in ${name} is broken, so its text is read.`, ...reading.notes] };
  }
}

function parse(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SettingsUnreadableError(what, { cause: error });
  }
}
