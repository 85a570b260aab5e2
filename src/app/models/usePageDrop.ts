// Files dropped anywhere on the page. Dragged text is left alone: it belongs to the prompt fields.
import { useEffect, useEffectEvent, useState } from 'react';
import type { LocalFile } from '../../protocol/library.ts';
import { droppedFiles } from './droppedFiles.ts';

const hasFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes('Files') ?? false;

/** @returns whether files are being dragged over the page now */
export function usePageDrop(onFiles: (files: Promise<readonly LocalFile[]>) => void): boolean {
  const [isDragging, setDragging] = useState(false);

  const onDragOver = useEffectEvent((event: DragEvent) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    setDragging(true);
  });

  const onDragLeave = useEffectEvent((event: DragEvent) => {
    // Without a target it left the window, not only one element for the next.
    if (event.relatedTarget === null) setDragging(false);
  });

  const onDrop = useEffectEvent((event: DragEvent) => {
    setDragging(false);
    if (!event.dataTransfer || !hasFiles(event)) return;
    event.preventDefault();
    onFiles(droppedFiles(event.dataTransfer.items));
  });

  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    window.addEventListener('dragover', (event) => onDragOver(event), { signal });
    window.addEventListener('dragleave', (event) => onDragLeave(event), { signal });
    window.addEventListener('drop', (event) => onDrop(event), { signal });
    return () => controller.abort();
  }, []);

  return isDragging;
}
