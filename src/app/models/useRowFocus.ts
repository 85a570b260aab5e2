// Keeps the keyboard where it is: when a button gives way to what it led to, the focus goes there, not to the page.
import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react';

/** @param stage what the row shows; with each other one the focus is looked after */
export function useRowFocus(row: RefObject<HTMLElement | null>, stage: string): void {
  const hadFocus = useRef(false);

  useEffect(() => {
    const onFocus = (event: FocusEvent): void => {
      hadFocus.current = row.current?.contains(event.target as Node) ?? false;
    };
    document.addEventListener('focusin', onFocus);
    return () => document.removeEventListener('focusin', onFocus);
  }, [row]);

  useLayoutEffect(() => {
    const element = row.current;
    if (!element || !hadFocus.current || element.contains(document.activeElement)) return;
    const controls = element.querySelectorAll<HTMLElement>('button:not(:disabled), input, summary');
    const first = [...controls].find((control) => 'first' in control.dataset) ?? controls[0];
    first?.focus();
  }, [row, stage]);
}
