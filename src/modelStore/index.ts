// The names that the worker uses.

export { openBrowserStore } from './browserStore.ts';
export { openLocalFiles } from './localFiles.ts';
export { acceptLicence, defineManifest } from './manifest.ts';
export type { Licence, LicenceAcceptance, ModelFile, ModelManifest } from './manifest.ts';
export type { StoreProgress } from './modelDownload.ts';
export { ModelStore } from './modelStore.ts';
export type { ModelState, OpenedModel, OpenOptions, StoredModel, StorePorts } from './modelStore.ts';
