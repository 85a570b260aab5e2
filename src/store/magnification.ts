// Which part of a picture is in sight: the geometry of zooming and panning, the same for every pane.

/** Plain numbers, so that it may travel in a link. */
export interface Magnification {
  /** 1 shows the whole picture. */
  readonly zoom: number;
  /** The point of the picture in the middle of the pane, from 0 to 1 to the right and down. */
  readonly x: number;
  readonly y: number;
}

/** A place in a pane or a distance, in parts of its side. */
export interface PanePoint {
  readonly x: number;
  readonly y: number;
}

export const WHOLE_PICTURE: Magnification = Object.freeze({ zoom: 1, x: 0.5, y: 0.5 });

/** What keys and buttons zoom by, and where to: the middle of the pane. */
export const ZOOM_STEP = 1.5;
export const CENTRE: PanePoint = Object.freeze({ x: 0.5, y: 0.5 });

/** A pane then shows 8 by 8 pixels of a 128-pixel picture. */
export const MAX_ZOOM = 16;

/** @param at place in the pane that keeps showing the same point of the picture, as far as the edges allow */
export function magnifyAt(before: Magnification, factor: number, at: PanePoint): Magnification {
  const zoom = clamp(before.zoom * factor, 1, MAX_ZOOM);
  const shift = 1 / before.zoom - 1 / zoom;
  return withinPicture({ zoom, x: before.x + (at.x - 0.5) * shift, y: before.y + (at.y - 0.5) * shift });
}

/** The picture follows the hand. @param by how far it is dragged */
export function panBy({ zoom, x, y }: Magnification, by: PanePoint): Magnification {
  return withinPicture({ zoom, x: x - by.x / zoom, y: y - by.y / zoom });
}

/** The nearest magnification that shows nothing beside the picture; the whole picture for what is no number. */
export function withinPicture({ zoom, x, y }: Magnification): Magnification {
  if (![zoom, x, y].every(Number.isFinite)) return WHOLE_PICTURE;
  const kept = clamp(zoom, 1, MAX_ZOOM);
  const half = 0.5 / kept;
  return { zoom: kept, x: clamp(x, half, 1 - half), y: clamp(y, half, 1 - half) };
}

export function isMagnified({ zoom }: Magnification): boolean {
  return zoom > 1;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
