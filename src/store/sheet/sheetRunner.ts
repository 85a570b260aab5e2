// Draws a sheet cell by cell and keeps its pixels, which are no part of the state. A newer sheet ends the one before.
import { shrinkPixels, type Pixels } from '../../lib/shrinkPixels.ts';
import type { ImageEngine, PictureFacts, PictureRequest } from '../../protocol/engine.ts';

/** Pixels along a side of what is kept of a cell: 96 cells of that size are 25 MB. */
const LONGEST_SIDE = 256;

/** One sheet, from its first cell on. */
interface Drawing {
  readonly engine: ImageEngine;
  readonly pixels: Map<number, Pixels>;
  isStopped: boolean;
}

export interface SheetPort {
  readonly onCell: (cell: number, facts: PictureFacts) => void;
  /** Nothing more comes. @param error what ended it before all was drawn */
  readonly onEnd: (error?: unknown) => void;
}

export class SheetRunner {
  #newest: Drawing | undefined;

  /** Of a cell of the newest sheet, once it is drawn. */
  pixelsOf(cell: number): Pixels | undefined {
    return this.#newest?.pixels.get(cell);
  }

  /** @param order cells in the order of drawing */
  async draw(
    engine: ImageEngine,
    requests: readonly PictureRequest[],
    order: readonly number[],
    port: SheetPort,
  ): Promise<void> {
    this.stop();
    const drawing: Drawing = { engine, pixels: new Map(), isStopped: false };
    this.#newest = drawing;
    const isNewest = (): boolean => drawing === this.#newest;
    try {
      for (const cell of order) {
        const request = requests[cell];
        if (!request || drawing.isStopped) break;
        const outcome = await engine.render(request);
        if (!isNewest()) return;
        if (outcome.status === 'superseded') break;
        drawing.pixels.set(cell, shrinkPixels(outcome, LONGEST_SIDE));
        const { guidance, checkpoint, frame } = outcome;
        port.onCell(cell, { guidance, checkpoint, frame });
      }
      if (isNewest()) port.onEnd();
    } catch (error) {
      if (isNewest()) port.onEnd(error);
    }
  }

  /** Keeps what is drawn. */
  stop(): void {
    const drawing = this.#newest;
    if (!drawing || drawing.isStopped) return;
    drawing.isStopped = true;
    // An engine that is gone has nothing to cancel, and says so.
    drawing.engine.cancelRenders().catch(() => {});
  }
}
