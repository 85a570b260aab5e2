// Changes a field as typing does, so that the browser's own undo takes it back.
import type { TextEdit } from '../../lib/weightEdit.ts';

/** The one way into the undo list that browsers have; the standard that was to replace it was given up. */
interface UndoableEditor {
  execCommand(command: 'insertText', showUi: boolean, text: string): boolean;
}

export function editText(field: HTMLTextAreaElement, edit: TextEdit): void {
  const editor: UndoableEditor = document;
  field.setSelectionRange(edit.start, edit.end);
  if (!editor.execCommand('insertText', false, edit.text)) {
    field.setRangeText(edit.text, edit.start, edit.end);
    field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText' }));
  }
  field.setSelectionRange(edit.selectionStart, edit.selectionEnd);
}
