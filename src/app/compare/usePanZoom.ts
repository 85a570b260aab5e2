// Looking closely at all panes at once: Ctrl and wheel, two fingers, dragging what is magnified, a double click.
import { useEffect, type RefObject } from 'react';
import { isMagnified, magnifyAt, panBy, type PanePoint } from '../../store/magnification.ts';
import type { AppStore } from '../../store/index.ts';
import { useAppStoreApi } from '../shared/storeContext.ts';

/** A wheel's pixels for a factor of e. A pinch on a touch pad comes as Ctrl and small wheel steps. */
const WHEEL_PIXELS = 250;

/** @param stage its pictures are the elements with `data-picture`; those with `data-handle` are dragged for something else */
export function usePanZoom(stage: RefObject<HTMLElement | null>): void {
  const store = useAppStoreApi();
  useEffect(() => {
    const element = stage.current;
    if (!element) return;
    const listening = new AbortController();
    const gestures = new Gestures(store);
    const { signal } = listening;
    // Not passive: the page itself must not zoom.
    element.addEventListener('wheel', (event) => gestures.wheel(event), { passive: false, signal });
    element.addEventListener('pointerdown', (event) => gestures.down(event), { signal });
    element.addEventListener('dblclick', (event) => gestures.doubleClick(event), { signal });
    window.addEventListener('pointermove', (event) => gestures.move(event), { signal });
    for (const end of ['pointerup', 'pointercancel'] as const)
      window.addEventListener(end, (event) => gestures.up(event), { signal });
    return () => listening.abort();
  }, [stage, store]);
}

class Gestures {
  readonly #store: AppStore;
  /** Pointers that went down on a picture, and where they are, in parts of that picture's side. */
  readonly #points = new Map<number, PanePoint>();
  #frame = new DOMRect();

  constructor(store: AppStore) {
    this.#store = store;
  }

  wheel(event: WheelEvent): void {
    const picture = pictureUnder(event);
    if (!picture || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    const pixels = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? event.deltaY : event.deltaY * 33;
    this.#magnify(Math.exp(-pixels / WHEEL_PIXELS), placeIn(picture.getBoundingClientRect(), event));
  }

  doubleClick(event: MouseEvent): void {
    const picture = pictureUnder(event);
    // Two quick looks at a picture that flips are no double click.
    if (picture && !picture.matches('button'))
      this.#magnify(2, placeIn(picture.getBoundingClientRect(), event));
  }

  down(event: PointerEvent): void {
    const picture = pictureUnder(event);
    if (!picture || event.button !== 0) return;
    this.#frame = picture.getBoundingClientRect();
    this.#points.set(event.pointerId, placeIn(this.#frame, event));
  }

  move(event: PointerEvent): void {
    const before = this.#points.get(event.pointerId);
    if (!before) return;
    const after = placeIn(this.#frame, event);
    const { magnification, setMagnification } = this.#store.getState();
    const [other] = [...this.#points].filter(([id]) => id !== event.pointerId).map(([, point]) => point);
    this.#points.set(event.pointerId, after);
    if (other) this.#magnify(distance(after, other) / distance(before, other), other);
    else if (isMagnified(magnification))
      setMagnification(panBy(magnification, { x: after.x - before.x, y: after.y - before.y }));
  }

  up(event: PointerEvent): void {
    this.#points.delete(event.pointerId);
  }

  #magnify(factor: number, at: PanePoint): void {
    const { magnification, setMagnification } = this.#store.getState();
    setMagnification(magnifyAt(magnification, factor, at));
  }
}

function pictureUnder({ target }: Event): Element | null {
  if (!(target instanceof Element) || target.closest('[data-handle]')) return null;
  return target.closest('[data-picture]');
}

function placeIn(frame: DOMRect, { clientX, clientY }: MouseEvent): PanePoint {
  return { x: (clientX - frame.x) / frame.width, y: (clientY - frame.y) / frame.height };
}

/** Never 0: two fingers that meet zoom very far, not infinitely. */
function distance(a: PanePoint, b: PanePoint): number {
  return Math.max(1e-3, Math.hypot(a.x - b.x, a.y - b.y));
}
