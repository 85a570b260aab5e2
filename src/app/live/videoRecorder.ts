// A film of the panes: each is drawn onto a canvas of the page, as the screen shows it, and MediaRecorder takes that.
import { fitText } from '../../lib/fitText.ts';
import { RecordingUnsupportedError } from '../errors.ts';

export interface Recording {
  /** @returns the film */
  stop(): Promise<Blob>;
  /** Ends it without a film. */
  drop(): void;
}

/** Best first. Safari has no WebM. */
const TYPES = ['video/webm;codecs=vp9', 'video/webm;codecs=vp8', 'video/webm', 'video/mp4'] as const;
const FRAMES_PER_SECOND = 30;
/** Pixels. Codecs want even numbers. */
const SIDE = 320;
const GAP = 12;
const LINE = 34;
const FONT = '18px "Instrument Sans", Arial, sans-serif';

/** What is written on a film, asked for with every frame. */
export interface FilmTexts {
  /** Under the pictures. */
  readonly caption: () => string;
  /** Over the picture of this pane. */
  readonly name: (pane: string) => string;
}

/**
 * @throws RecordingUnsupportedError
 */
export function startRecording(texts: FilmTexts): Recording {
  const { canvas, context } = filmCanvas();
  const recorder = openRecorder(canvas);
  const pieces: Blob[] = [];
  recorder.ondataavailable = ({ data }) => pieces.push(data);
  const draw = (): void => {
    next = requestAnimationFrame(draw);
    drawFrame(context, texts);
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

function shownPanes(): HTMLElement[] {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')];
  return panes.filter((pane) => pane.checkVisibility() && pane.querySelector('canvas'));
}

function filmCanvas() {
  const count = Math.max(1, shownPanes().length);
  const canvas = document.createElement('canvas');
  canvas.width = count * SIDE + (count + 1) * GAP;
  canvas.height = SIDE + 2 * LINE + GAP;
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) throw new RecordingUnsupportedError('it gave no canvas');
  return { canvas, context };
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

function drawFrame(context: CanvasRenderingContext2D, texts: FilmTexts): void {
  const { width, height } = context.canvas;
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, width, height);
  context.fillStyle = '#16171b';
  context.font = FONT;
  context.textBaseline = 'middle';
  const measure = (text: string): number => context.measureText(text).width;
  shownPanes().forEach((pane, index) => {
    const left = GAP + index * (SIDE + GAP);
    const picture = pane.querySelector('canvas');
    if (picture) context.drawImage(picture, left, LINE, SIDE, SIDE);
    context.fillText(texts.name(pane.dataset.pane ?? ''), left, LINE / 2);
  });
  context.fillText(fitText(texts.caption(), width - 2 * GAP, measure), GAP, LINE + SIDE + LINE / 2 + GAP / 2);
}
