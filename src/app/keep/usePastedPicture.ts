// A picture file pasted anywhere on the page. Pasted text is left alone: it belongs to the prompt fields.
import { useEffect, useEffectEvent } from 'react';

export function usePastedPicture(onPicture: (file: File) => void): void {
  const onPaste = useEffectEvent((event: ClipboardEvent) => {
    const files = Array.from(event.clipboardData?.files ?? []);
    const picture = files.find(({ type }) => type.startsWith('image/'));
    if (!picture) return;
    event.preventDefault();
    onPicture(picture);
  });

  useEffect(() => {
    const listener = (event: ClipboardEvent): void => onPaste(event);
    window.addEventListener('paste', listener);
    return () => window.removeEventListener('paste', listener);
  }, []);
}
