// Where the hub is: the public one, or one that the page's address names.

import { HubAddressError } from './hubErrors.ts';

const PUBLIC_HUB = 'https://huggingface.co/';
const THIS_MACHINE = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/**
 * @param address https, or http on this machine; may have a path
 * @returns with a slash at the end, without query and fragment
 * @throws HubAddressError
 */
export function hubUrl(address: string | undefined): string {
  if (address === undefined) return PUBLIC_HUB;
  if (!URL.canParse(address)) throw new HubAddressError(address);
  const { protocol, hostname, username, password, origin, pathname } = new URL(address);
  const isSafe = protocol === 'https:' || (protocol === 'http:' && THIS_MACHINE.test(hostname));
  if (!isSafe || username !== '' || password !== '') throw new HubAddressError(address);
  return origin + pathname.replace(/\/*$/, '/');
}
