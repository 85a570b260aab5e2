// Opens the history.
import { IconButton } from '../shared/IconButton.tsx';
import { useAppStore } from '../shared/storeContext.ts';

export function HistoryButton() {
  const openHistory = useAppStore((state) => state.openHistory);
  return <IconButton icon="history" label="History" onClick={openHistory} />;
}
