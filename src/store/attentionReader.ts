// Asks the engine where a pane's picture reads its words, and keeps the maps, which are no state.
import type { AttentionMaps } from '../protocol/engine.ts';
import type { ShownAttention } from './attentionSlice.ts';
import type { EngineSession } from './engineSession.ts';
import type { PaneSlot } from './paneSlots.ts';
import type { ShownPicture } from './paneState.ts';

/** A picture to ask about. */
export interface AskedPicture {
  readonly slot: PaneSlot;
  readonly frameId: number;
  readonly shown: ShownPicture;
}

export class AttentionReader {
  maps: AttentionMaps | null = null;
  #isReading = false;

  constructor(readonly session: EngineSession) {}

  /**
   * One reading at a time: where pictures come faster, those in between are left out.
   * @param wanted the picture that somebody looks at and nothing is known of; undefined ends it
   * @param onRead is told of each picture that was read while its pane was looked at
   * @throws what the engine throws
   */
  async readWhile(
    wanted: () => AskedPicture | undefined,
    onRead: (attention: ShownAttention) => void,
  ): Promise<void> {
    if (this.#isReading) return;
    this.#isReading = true;
    try {
      for (let asked = wanted(); asked; asked = wanted()) {
        const { guidance: _, ...request } = asked.shown;
        const outcome = await this.session.engine.readAttention(request);
        if (outcome.status !== 'done' || wanted()?.slot !== asked.slot) continue;
        this.maps = outcome;
        const words = outcome.words.map(({ text, sign, share }) => ({ text, sign, share }));
        onRead({ frameId: asked.frameId, words, nothing: outcome.nothing });
      }
    } finally {
      this.#isReading = false;
    }
  }
}
