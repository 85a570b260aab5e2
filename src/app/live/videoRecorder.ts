// A film as a video: MediaRecorder takes what is drawn on the film's canvas, with every frame of the screen.
import { RecordingUnsupportedError } from '../errors.ts';
import { drawFilmFrame, openFilmCanvas, type FilmTexts, type Recording } from './filmCanvas.ts';

/** Best first. Safari has no WebM. */
const TYPES = ['video/webm;codecs=vp9', 'video/webm;codecs=vp8', 'video/webm', 'video/mp4'] as const;
const FRAMES_PER_SECOND = 30;

/** @throws RecordingUnsupportedError */
export function recordVideo(texts: FilmTexts): Recording {
  const context = openFilmCanvas();
  const recorder = openRecorder(context.canvas);
  const pieces: Blob[] = [];
  recorder.ondataavailable = ({ data }) => pieces.push(data);
  const draw = (): void => {
    next = requestAnimationFrame(draw);
    drawFilmFrame(context, texts);
  };
  let next = requestAnimationFrame(draw);
  recorder.start(1000);
  const end = (): void => {
    cancelAnimationFrame(next);
    if (recorder.state !== 'inactive') recorder.stop();
  };
  return {
    stop: () =>
      new Promise((resolve) => {
        recorder.onstop = () => resolve(new Blob(pieces, { type: recorder.mimeType }));
        end();
      }),
    drop: end,
  };
}

function openRecorder(canvas: HTMLCanvasElement): MediaRecorder {
  if (!('MediaRecorder' in window)) throw new RecordingUnsupportedError('it has no MediaRecorder');
  const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type));
  if (mimeType === undefined) throw new RecordingUnsupportedError('it writes neither WebM nor MP4');
  try {
    return new MediaRecorder(canvas.captureStream(FRAMES_PER_SECOND), { mimeType, videoBitsPerSecond: 5e6 });
  } catch (error) {
    throw new RecordingUnsupportedError('it refused to start', { cause: error });
  }
}
