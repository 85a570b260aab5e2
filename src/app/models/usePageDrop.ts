// Files dropped anywhere on the page: a picture, or a model's files. Dragged text is left alone: it belongs to the prompt fields.
import { useEffect, useEffectEvent, useState } from 'react';
import type { LocalFile } from '../../protocol/library.ts';
import { droppedFiles } from './droppedFiles.ts';
import { dragKind, droppedPicture, type DragKind } from './droppedPicture.ts';

interface PageDrop {
  readonly onFiles: (files: Promise<readonly LocalFile[]>) => void;
  readonly onPicture: (file: File) => void;
}

/** @returns what is being dragged over the page now */
export function usePageDrop({ onFiles, onPicture }: PageDrop): DragKind {
  const [dragged, setDragged] = useState<DragKind>('nothing');

  const onDragOver = useEffectEvent((event: DragEvent) => {
    const kind = dragKind(event.dataTransfer);
    if (kind === 'nothing') return;
    event.preventDefault();
    setDragged(kind);
  });

  const onDragLeave = useEffectEvent((event: DragEvent) => {
    // Without a target it left the window, not only one element for the next.
    if (event.relatedTarget === null) setDragged('nothing');
  });

  const onDrop = useEffectEvent((event: DragEvent) => {
    setDragged('nothing');
    const { dataTransfer } = event;
    if (!dataTransfer || dragKind(dataTransfer) === 'nothing') return;
    event.preventDefault();
    const picture = droppedPicture(dataTransfer);
    if (picture) onPicture(picture);
    else onFiles(droppedFiles(dataTransfer.items));
  });

  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    window.addEventListener('dragover', (event) => onDragOver(event), { signal });
    window.addEventListener('dragleave', (event) => onDragLeave(event), { signal });
    window.addEventListener('drop', (event) => onDrop(event), { signal });
    return () => controller.abort();
  }, []);

  return dragged;
}
