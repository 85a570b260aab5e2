// The last picture of each kind of pass, so that nothing is drawn twice for the same inputs.

import type { Tensor } from '../runtime/index.ts';

/** A picture [1, 3, H, W] in about [-1, 1], where its session left it, and what it cost. */
export interface Pass {
  readonly image: Tensor;
  readonly milliseconds: number;
}

/** The last result of one kind of pass, with all that it depends on. */
interface Memo {
  readonly inputs: readonly unknown[];
  readonly pass: Pass;
}

export class PassMemo {
  readonly #memos = new Map<string, Memo>();
  /** Pictures that newer ones replaced, but which a pane may still show. */
  readonly #retired: Tensor[] = [];
  readonly #elder: PassMemo | undefined;

  /** @param elder looked into first, and never changed */
  constructor(elder?: PassMemo) {
    this.#elder = elder;
  }

  /**
   * @param slot the kind of pass: each keeps one picture
   * @param inputs everything that the picture depends on, compared by identity
   */
  async recall(slot: string, inputs: readonly unknown[], draw: () => Promise<Pass>): Promise<Pass> {
    const remembered = this.#find(slot, inputs);
    if (remembered) return remembered;
    const known = this.#memos.get(slot);
    const pass = await draw();
    if (known) this.#retired.push(known.pass.image);
    this.#memos.set(slot, { inputs, pass });
    return pass;
  }

  #find(slot: string, inputs: readonly unknown[]): Pass | undefined {
    const elders = this.#elder ? this.#elder.#find(slot, inputs) : undefined;
    if (elders) return elders;
    const memo = this.#memos.get(slot);
    return memo && sameItems(memo.inputs, inputs) ? memo.pass : undefined;
  }

  /** Call once every pane shows its new picture. */
  freeRetired(): void {
    for (const image of this.#retired.splice(0)) image.dispose();
  }

  release(): void {
    this.freeRetired();
    for (const { pass } of this.#memos.values()) pass.image.dispose();
    this.#memos.clear();
  }
}

export function sameItems(left: readonly unknown[], right: readonly unknown[]): boolean {
  return left.length === right.length && left.every((item, index) => item === right[index]);
}
