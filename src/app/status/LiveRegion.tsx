// Says aloud, for screen readers, what the eye sees.
import { useAppStore } from '../shared/storeContext.ts';
import { announcement } from './announcement.ts';

export function LiveRegion() {
  const sentence = useAppStore(announcement);
  return (
    <p className="visuallyHidden" role="status">
      {sentence}
    </p>
  );
}
