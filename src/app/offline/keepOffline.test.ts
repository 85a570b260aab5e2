// The life of the service worker as the state tells it: the first is stored, a newer one waits, another tab may be first.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { AppStore } from '../../store/index.ts';
import { openStore } from '../../store/testing/storeRig.ts';
import { keepOffline } from './keepOffline.ts';

class Worker extends EventTarget {
  state = 'installing';
  become(state: string): void {
    this.state = state;
    this.dispatchEvent(new Event('statechange'));
  }
}

class Registration extends EventTarget {
  active: Worker | null = null;
  waiting: Worker | null = null;
  installing: Worker | null = null;
  find(): Worker {
    this.installing = new Worker();
    this.dispatchEvent(new Event('updatefound'));
    return this.installing;
  }
}

class Container extends EventTarget {
  controller: Worker | null = null;
  readonly registration = new Registration();
  readonly register = vi.fn(async (_script: URL) => this.registration);
}

let container: Container;
let store: AppStore;

beforeEach(() => {
  container = new Container();
  store = openStore([]);
  vi.stubEnv('DEV', false);
  vi.stubGlobal('navigator', { serviceWorker: container });
  vi.stubGlobal('document', { baseURI: 'https://host/steeraway/?backend=wasm' });
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

const ready = (): void => store.setState({ phase: 'ready' });

test('waits for the engine, and lies beside the page', async () => {
  const kept = keepOffline(store);
  expect(container.register).not.toHaveBeenCalled();
  ready();
  await kept;
  expect(container.register.mock.calls[0]?.[0].href).toBe('https://host/steeraway/serviceWorker.js');
});

test('the first version is stored and then kept', async () => {
  ready();
  await keepOffline(store);
  const first = container.registration.find();
  expect(store.getState().offline).toBe('saving');
  first.become('installed');
  expect(store.getState().update, 'nothing is newer than it').toBe('none');
  first.become('activated');
  container.dispatchEvent(new Event('controllerchange'));
  expect(store.getState()).toMatchObject({ offline: 'kept', update: 'none' });
});

test('storage that is full or refused is told', async () => {
  ready();
  await keepOffline(store);
  container.registration.find().become('redundant');
  expect(store.getState().offline).toBe('failed');

  container.register.mockRejectedValueOnce(new DOMException('Denied.', 'SecurityError'));
  store.setState({ offline: 'none' });
  await keepOffline(store);
  expect(store.getState().offline).toBe('failed');
});

test('a newer version waits; one that another tab took is told', async () => {
  container.registration.active = container.controller = new Worker();
  ready();
  await keepOffline(store);
  expect(store.getState().offline).toBe('kept');
  container.registration.find().become('installed');
  expect(store.getState().update).toBe('waiting');
  container.dispatchEvent(new Event('controllerchange'));
  expect(store.getState().update).toBe('taken');
});
