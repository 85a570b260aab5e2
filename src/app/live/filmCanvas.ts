// The pictures of a film: the panes as the screen shows them, side by side, with what drew each over it and a caption under all.
import { fitText } from '../../lib/fitText.ts';
import { RecordingUnsupportedError } from '../errors.ts';

/** A film in the making. */
export interface Recording {
  /** @returns the film */
  stop(): Promise<Blob>;
  /** Ends it without a film. */
  drop(): void;
}

/** What is written on a film, asked for with every frame. */
export interface FilmTexts {
  /** Under the pictures. */
  readonly caption: () => string;
  /** Over the picture of this pane. */
  readonly name: (pane: string) => string;
}

/** Pixels. Codecs want even numbers. */
const SIDE = 320;
const GAP = 12;
const LINE = 34;
const FONT = '18px "Instrument Sans", Arial, sans-serif';

function shownPanes(): HTMLElement[] {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')];
  return panes.filter((pane) => pane.checkVisibility() && pane.querySelector('canvas'));
}

/** As wide as the panes of the moment. @throws RecordingUnsupportedError */
export function openFilmCanvas(settings: CanvasRenderingContext2DSettings = {}): CanvasRenderingContext2D {
  const count = Math.max(1, shownPanes().length);
  const canvas = document.createElement('canvas');
  canvas.width = count * SIDE + (count + 1) * GAP;
  canvas.height = SIDE + 2 * LINE + GAP;
  const context = canvas.getContext('2d', { alpha: false, ...settings });
  if (!context) throw new RecordingUnsupportedError('it gave no canvas');
  return context;
}

export function drawFilmFrame(context: CanvasRenderingContext2D, texts: FilmTexts): void {
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
