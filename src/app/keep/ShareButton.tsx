// Copies a link that holds the settings. Nothing is sent: they stand behind the `#`.
import { captureSettings } from '../../store/settings/captureSettings.ts';
import { settingsToLink } from '../../store/settings/settingsLink.ts';
import { IconButton } from '../shared/IconButton.tsx';
import { useAppStoreApi } from '../shared/storeContext.ts';
import { fullLink } from './addressBar.ts';
import { copyLink } from './keepPicture.ts';

export function ShareButton() {
  const store = useAppStoreApi();
  const share = (): void => {
    const link = settingsToLink(captureSettings(store.getState()));
    void copyLink(store, fullLink(link));
  };
  return <IconButton icon="link" label="Share: copy a link to these settings" onClick={share} />;
}
