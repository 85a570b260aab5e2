// What can go wrong when a hub is asked which files a model has: one class per cause.

import { SteerawayError } from '../lib/errors.ts';

const BY_HAND = 'download the files in another way and drop their folder on the page';

export class HubAddressError extends SteerawayError {
  readonly code = 'hub-address-invalid';
  constructor(readonly address: string) {
    super(
      `"${address}" cannot be used as the hub's address.`,
      "Give an https address (or one of this machine, such as http://localhost:8080) as hub= in the page's address, or leave it out.",
    );
  }
}

/** 401 or 403. The hub does not tell visitors which of the two it is. */
export class HubGatedError extends SteerawayError {
  readonly code = 'hub-gated';
  constructor(
    readonly repository: string,
    readonly status: number,
    /** The repository's page. */
    readonly url: string,
  ) {
    super(
      `The hub shows ${repository} only to those who have logged in and accepted its licence there (${status}), or it is no longer there.`,
      `This page never logs in. Accept the licence at ${url}, ${BY_HAND}.`,
    );
  }
}

export class HubRepositoryMissingError extends SteerawayError {
  readonly code = 'hub-repository-missing';
  constructor(
    readonly repository: string,
    revision: string,
    host: string,
  ) {
    super(
      `${host} has no repository ${repository} with a revision "${revision}".`,
      `It was moved or removed: choose another model, or ${BY_HAND}.`,
    );
  }
}

export class HubFileMissingError extends SteerawayError {
  readonly code = 'hub-file-missing';
  constructor(
    readonly repository: string,
    readonly missing: readonly string[],
  ) {
    super(
      `${repository} no longer has ${missing.join(', ')}.`,
      `The repository was changed since this page was made: report it, or ${BY_HAND}.`,
    );
  }
}

/** Not JSON, or not the JSON that a hub's tree listing is. */
export class HubListingUnreadableError extends SteerawayError {
  readonly code = 'hub-listing-unreadable';
  constructor(
    readonly repository: string,
    host: string,
    reason: string,
    options?: ErrorOptions,
  ) {
    super(
      `The list of files of ${repository} from ${host} cannot be read: ${reason}.`,
      'A captive portal or a proxy may stand in between, or the address is not that of a hub: check both and try again.',
      options,
    );
  }
}
