// Where everything of an exported sheet goes: pictures, the words beside them, and the footer. Pure arithmetic in pixels.
import { AXES } from '../../store/sheet/sheetAxes.ts';
import type { Sheet } from '../../store/sheet/sheet.ts';
import type { PictureRequest } from '../../protocol/engine.ts';
import { MODES } from '../../protocol/modes.ts';
import { fitText, wrapText, type Measure } from '../../lib/fitText.ts';

export interface PlacedText {
  readonly text: string;
  readonly x: number;
  /** Of the middle of its line. */
  readonly y: number;
  readonly align: 'start' | 'center';
  readonly isStrong: boolean;
}

export interface SheetLayout {
  readonly width: number;
  readonly height: number;
  /** Of each cell its left upper corner, by cell. */
  readonly cells: readonly { readonly x: number; readonly y: number }[];
  readonly side: number;
  readonly texts: readonly PlacedText[];
}

const PADDING = 32;
const GAP = 8;
const LINE = 26;
/** Widest column of row headers. */
const WIDEST_ROW_HEADER = 240;
/** Smallest side of a picture on a sheet. */
const LEAST_SIDE = 192;

/** @param pictureSide pixels along a side of a picture; small ones are shown larger, by a whole factor */
export function layoutSheet(sheet: Sheet, pictureSide: number, measure: Measure): SheetLayout {
  const { across, down, requests } = sheet;
  const columns = across.values.length;
  const side = pictureSide * Math.max(1, Math.round(LEAST_SIDE / pictureSide));
  const rowTexts = down
    ? [AXES[down.id].name, ...down.values.map(({ label }) => fitText(label, WIDEST_ROW_HEADER, measure))]
    : [];
  const left = PADDING + (down ? Math.ceil(Math.max(...rowTexts.map(measure))) + 2 * GAP : 0);
  const top = PADDING + 2 * LINE;
  const place = (cell: number) => ({
    x: left + (cell % columns) * (side + GAP),
    y: top + Math.floor(cell / columns) * (side + GAP),
  });
  const cells = requests.map((_, cell) => place(cell));
  const width = left + columns * (side + GAP) - GAP + PADDING;
  const bottom = place(requests.length - columns).y + side;
  const footer = wrapText(describeRest(sheet), width - 2 * PADDING, measure);
  return {
    width,
    height: bottom + LINE / 2 + footer.length * LINE + PADDING,
    cells,
    side,
    texts: [
      strong(AXES[across.id].name, left, PADDING + LINE / 2),
      ...across.values.map(({ label }, column) => ({
        ...plain(fitText(label, side, measure), place(column).x + side / 2, PADDING + 1.5 * LINE),
        align: 'center' as const,
      })),
      ...rowTexts.map((text, row) =>
        row === 0
          ? strong(text, PADDING, PADDING + 1.5 * LINE)
          : plain(text, PADDING, place((row - 1) * columns).y + side / 2),
      ),
      ...footer.map((line, index) => plain(line, PADDING, bottom + (index + 1) * LINE)),
    ],
  };
}

function plain(text: string, x: number, y: number): PlacedText {
  return { text, x, y, align: 'start', isStrong: false };
}

function strong(text: string, x: number, y: number): PlacedText {
  return { ...plain(text, x, y), isStrong: true };
}

/** What all pictures of a sheet share, and what drew them. */
export function describeRest({ across, down, requests, modelName, checkpoints }: Sheet): string {
  const [request] = requests;
  const varied: readonly (string | undefined)[] = [across.id, down?.id];
  if (!request) return modelName;
  const parts = {
    positive: `“${request.positive.trim() || 'anything'}”`,
    negative: request.negative.trim() ? `without “${request.negative.trim()}”` : '',
    mode: MODES[request.mode].name,
    checkpoint: checkpoints.length > 1 ? weightsOf(request, checkpoints) : '',
    scale: `scale ${request.scale}`,
    seed: `seed ${request.seed}`,
    steps: (request.steps ?? 1) > 1 ? `${request.steps} steps` : '',
  };
  const said = Object.entries(parts).filter(([setting, words]) => words !== '' && !varied.includes(setting));
  return [...said.map(([, words]) => words), modelName, 'Steeraway'].filter(Boolean).join(' · ');
}

function weightsOf({ checkpoint }: PictureRequest, checkpoints: Sheet['checkpoints']): string {
  const name = checkpoints.find(({ id }) => id === checkpoint)?.name;
  return name === undefined ? '' : `weights ${name}`;
}
