// Chooses a saved picture from this machine, for those who do not drag.
import { useRef, type ChangeEvent } from 'react';
import { IconButton } from '../shared/IconButton.tsx';
import { useRestorePicture } from './useRestorePicture.ts';

export function OpenPicture() {
  const input = useRef<HTMLInputElement>(null);
  const restore = useRestorePicture();
  const onChange = (event: ChangeEvent<HTMLInputElement>): void => {
    const file = event.target.files?.[0];
    // The same file may be chosen again.
    event.target.value = '';
    if (file) restore(file);
  };
  return (
    <>
      <input ref={input} type="file" accept="image/*" hidden onChange={onChange} />
      <IconButton icon="folder" label="Restore from a saved PNG" onClick={() => input.current?.click()} />
    </>
  );
}
