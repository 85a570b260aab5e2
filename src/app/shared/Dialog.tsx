// A modal dialog that is open as long as it is mounted; Escape and a press beside it close it.
import { useLayoutEffect, useRef, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';

interface DialogProps {
  readonly className: string | undefined;
  /** Id of the element that names it. */
  readonly labelledBy: string;
  /** Asked for: who renders it takes it away. */
  readonly onClose: () => void;
  readonly onKeyDown?: (event: KeyboardEvent) => void;
  readonly children: ReactNode;
}

export function Dialog({ className, labelledBy, onClose, onKeyDown, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);

  // Before the element leaves the page, so that the browser gives the focus back to where it was.
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);

  const closeFromBackdrop = (event: PointerEvent): void => {
    if (event.target === event.currentTarget) onClose();
  };

  return (
    <dialog
      ref={dialog}
      className={className}
      aria-labelledby={labelledBy}
      onClose={({ currentTarget }) => !currentTarget.open && onClose()}
      onPointerDown={closeFromBackdrop}
      onKeyDown={onKeyDown}
    >
      {children}
    </dialog>
  );
}
