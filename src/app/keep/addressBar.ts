// The browser's address and its history, as far as the part behind the `#` goes.

export interface AddressBar {
  /** What is behind the `#`, with it. */
  readonly read: () => string;
  /** A new step for Back. @param link without the `#` */
  readonly push: (link: string) => void;
  readonly replace: (link: string) => void;
  /** Back, Forward, or another link opened in this tab. @returns ends it */
  readonly onReturn: (listener: () => void) => () => void;
}

export const windowAddress: AddressBar = Object.freeze({
  read: () => window.location.hash,
  push: (link: string) => window.history.pushState(null, '', `#${link}`),
  replace: (link: string) => window.history.replaceState(null, '', `#${link}`),
  onReturn(listener: () => void) {
    window.addEventListener('popstate', listener);
    return () => window.removeEventListener('popstate', listener);
  },
});

/** @returns the whole address with these settings, also where the address bar lags behind */
export function fullLink(link: string): string {
  return `${window.location.href.split('#')[0]}#${link}`;
}
