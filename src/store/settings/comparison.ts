// How the pictures are compared, as records and links hold it: the view, which two it is of, its divider, what is magnified.
import type { AppState } from '../appState.ts';
import { COMPARE_VIEWS, type CompareSlice, type CompareView } from '../compareSlice.ts';
import { MAX_ZOOM, WHOLE_PICTURE, withinPicture, type Magnification } from '../magnification.ts';
import { isPaneSlot, type PaneSlot } from '../paneSlots.ts';
import { readInRange, type Fields } from './readFields.ts';

export type Comparison = Pick<CompareSlice, 'view' | 'compared' | 'wipe' | 'magnification'>;

/** The steps are what a link writes: finer than a pixel of a pane. */
const WIPE_RANGE = { name: 'Divider', min: 0, max: 1, step: 0.001 } as const;
const ZOOM_RANGE = { name: 'Zoom', min: 1, max: MAX_ZOOM, step: 0.001 } as const;
const PLACE_RANGE = { name: 'Zoomed place', min: 0, max: 1, step: 0.001 } as const;

/** What a link of this version means where it says nothing. */
const USUAL_VIEW: CompareView = 'side';
/** Between the numbers of a zoom: it stays as it is in an address, and in no number. */
const SEPARATOR = '_';

export function captureComparison({ view, compared, wipe, magnification }: AppState): Comparison {
  return { view, compared, wipe, magnification };
}

/** For what is about the pictures alone, however they are looked at. */
export function withoutComparison<Record extends { readonly comparison?: unknown }>({
  comparison: _,
  ...rest
}: Record): Omit<Record, 'comparison'> {
  return rest;
}

/** Each part for itself, as `readSettings` does. @param value of whatever origin @param notes takes a sentence for each part that is wrong */
export function readComparison(value: unknown, notes: string[]): Partial<Comparison> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const fields = value as Fields;
  const found = {
    view: readView(fields.view, notes),
    compared: readPair(fields.compared, notes),
    wipe: readInRange('wipe', WIPE_RANGE, fields, notes),
    magnification: readMagnification(fields.magnification, notes),
  };
  const entries = Object.entries(found).filter(([, part]) => part !== undefined);
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

function readView(value: unknown, notes: string[]): CompareView | undefined {
  const view = COMPARE_VIEWS.find((known) => known === value);
  if (value !== undefined && !view) notes.push('Its view is not known here and was left out.');
  return view;
}

function readPair(value: unknown, notes: string[]): readonly [PaneSlot, PaneSlot] | undefined {
  if (value === undefined) return undefined;
  const [left, right] = Array.isArray(value) ? value.map(String) : [];
  const isPair = left !== undefined && right !== undefined && left !== right;
  if (isPair && isPaneSlot(left) && isPaneSlot(right)) return [left, right];
  notes.push('What it compares is no pair of pictures of this page and was left out.');
  return undefined;
}

function readMagnification(value: unknown, notes: string[]): Magnification | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const fields = value as Fields;
  const zoom = readInRange('zoom', ZOOM_RANGE, fields, notes);
  const x = readInRange('x', PLACE_RANGE, fields, notes) ?? WHOLE_PICTURE.x;
  const y = readInRange('y', PLACE_RANGE, fields, notes) ?? WHOLE_PICTURE.y;
  return zoom === undefined ? undefined : withinPicture({ zoom, x, y });
}

/** @returns the fields of a link, e.g. view=wipe, pair=plain.steered, wipe=0.42, zoom=2.25_0.3_0.6; none for what is usual */
export function comparisonToLink({ view, compared, wipe, magnification }: Comparison): Map<string, string> {
  const link = new Map<string, string>();
  if (view !== USUAL_VIEW) link.set('view', view).set('pair', compared.join('.'));
  if (view === 'wipe') link.set('wipe', short(wipe));
  const { zoom, x, y } = magnification;
  if (zoom > 1) link.set('zoom', [zoom, x, y].map(short).join(SEPARATOR));
  return link;
}

/** @param isOurs the link tells its version: then what it leaves out is the usual */
export function comparisonFromLink(link: URLSearchParams, isOurs: boolean): Record<string, unknown> {
  const [wipe] = numbersIn(link.get('wipe'));
  const [zoom, x, y] = numbersIn(link.get('zoom'));
  return {
    view: link.get('view') ?? (isOurs ? USUAL_VIEW : undefined),
    compared: link.get('pair')?.split('.'),
    wipe,
    magnification: zoom === undefined ? (isOurs ? WHOLE_PICTURE : undefined) : { zoom, x, y },
  };
}

function numbersIn(text: string | null): readonly number[] {
  return (text?.split(SEPARATOR) ?? []).map((part) => (part.trim() === '' ? NaN : Number(part)));
}

const short = (value: number): string => String(Number(value.toFixed(3)));
