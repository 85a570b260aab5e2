// One cell of a grid is in the tab order; arrow keys, Home and End move it, Enter and Space press it.
import { useRef, useState, type KeyboardEvent, type RefObject } from 'react';

interface RovingCell {
  readonly focused: number;
  readonly ref: RefObject<HTMLTableElement | null>;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly focus: (cell: number) => void;
}

/** @param current takes the focus until a person has moved it; -1 for none */
export function useRovingCell(columns: number, cells: number, current: number): RovingCell {
  const ref = useRef<HTMLTableElement>(null);
  const [moved, setMoved] = useState<number | null>(null);
  const focused = Math.min(cells - 1, moved ?? Math.max(0, current));

  const onKeyDown = (event: KeyboardEvent): void => {
    const isPress = event.key === 'Enter' || event.key === ' ';
    const next = isPress ? focused : nextCell(event, focused, columns, cells);
    if (next === null) return;
    event.preventDefault();
    const cell = ref.current?.querySelector<HTMLElement>(`[data-cell="${next}"]`);
    if (isPress) cell?.click();
    else cell?.focus();
  };
  return { focused, ref, onKeyDown, focus: setMoved };
}

function nextCell(
  { key, ctrlKey }: KeyboardEvent,
  cell: number,
  columns: number,
  cells: number,
): number | null {
  const column = cell % columns;
  switch (key) {
    case 'ArrowLeft':
      return column > 0 ? cell - 1 : cell;
    case 'ArrowRight':
      return column < columns - 1 ? cell + 1 : cell;
    case 'ArrowUp':
      return cell >= columns ? cell - columns : cell;
    case 'ArrowDown':
      return cell + columns < cells ? cell + columns : cell;
    case 'Home':
      return ctrlKey ? 0 : cell - column;
    case 'End':
      return ctrlKey ? cells - 1 : cell - column + columns - 1;
    default:
      return null;
  }
}
