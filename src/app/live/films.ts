// The kinds of film that the panes can be recorded as, and how their files are called.
import type { FilmTexts, Recording } from './filmCanvas.ts';
import { recordGif } from './gifRecorder.ts';
import { recordVideo } from './videoRecorder.ts';

export type FilmKind = 'video' | 'gif';

export const FILM_KINDS: readonly { readonly value: FilmKind; readonly text: string }[] = Object.freeze([
  { value: 'video', text: 'Video' },
  { value: 'gif', text: 'GIF' },
]);

/** @throws RecordingUnsupportedError */
export function startRecording(kind: FilmKind, texts: FilmTexts): Recording {
  return kind === 'gif' ? recordGif(texts) : recordVideo(texts);
}

export function filmFileName({ type }: Blob): string {
  const extension = type === 'image/gif' ? 'gif' : type.startsWith('video/mp4') ? 'mp4' : 'webm';
  return `steeraway.${extension}`;
}
