// A model of one's own: a place to drop its folder, and buttons for those who do not drag.
import { useRef, type ChangeEvent } from 'react';
import type { LocalFile } from '../../protocol/library.ts';
import { Button } from '../shared/Button.tsx';
import { Icon } from '../shared/Icon.tsx';
import { useAppStore } from '../shared/storeContext.ts';
import { ProblemCard } from '../status/ProblemCard.tsx';
import styles from './LocalModel.module.css';
import { pickedFiles } from './pickedFiles.ts';

interface LocalModelProps {
  readonly isDragging: boolean;
  readonly onFiles: (files: readonly LocalFile[]) => void;
}

/** Phones pick files, but not folders. */
const picksFolders = 'webkitdirectory' in HTMLInputElement.prototype;

/** React's types leave this attribute out. */
const WHOLE_FOLDER = { webkitdirectory: '' };

export function LocalModel({ isDragging, onFiles }: LocalModelProps) {
  const isAdding = useAppStore((state) => state.addingLocal);
  const problem = useAppStore((state) => state.localProblem);
  const folder = useRef<HTMLInputElement>(null);
  const files = useRef<HTMLInputElement>(null);

  const pick = (event: ChangeEvent<HTMLInputElement>): void => {
    const picked = pickedFiles(event.target.files ?? []);
    // The same folder may be picked again, after it was put right.
    event.target.value = '';
    if (picked.length > 0) onFiles(picked);
  };

  return (
    <section className={styles.zone} data-dragging={isDragging} aria-labelledby="own-model">
      <h3 id="own-model" className={styles.title}>
        <Icon name="folder" />
        Your own model
      </h3>
      <p>
        Drop the folder of an ONNX export of Stable Diffusion 1.5, 2.1, XL or PixArt here, as diffusers and
        Optimum lay it out: <code>unet/model.onnx</code>, <code>text_encoder/</code>,{' '}
        <code>vae_decoder/</code>, <code>tokenizer/</code>. Nothing is uploaded, ever.
      </p>
      <div className={styles.buttons}>
        {picksFolders && (
          <Button disabled={isAdding} onClick={() => folder.current?.click()}>
            Choose a folder
          </Button>
        )}
        <Button disabled={isAdding} onClick={() => files.current?.click()}>
          Choose files
        </Button>
        {isAdding && <span role="status">Looking through the files…</span>}
      </div>
      <input ref={folder} type="file" hidden {...WHOLE_FOLDER} onChange={pick} data-picks="folder" />
      <input ref={files} type="file" hidden multiple onChange={pick} data-picks="files" />
      {problem && <ProblemCard problem={problem} steps={[]} />}
    </section>
  );
}
