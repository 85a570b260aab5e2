// What the page asks of the browser's storage across visits.

/** The part of localStorage that is used. Reading the very property throws where a browser refuses it. */
export type PageStorage = () => Pick<Storage, 'getItem' | 'setItem'>;
