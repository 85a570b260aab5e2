// A stock model from the hub to the slider, and from a folder of this machine: the miniatures, drawn by the real engine.
import { DEFAULT_MODEL, MODELS } from '../../src/models/index.ts';
import { HubServer } from '../../src/modelStore/testing/hubServer.ts';
import { changedMiniature, miniatureFolder, sdTurboAtHub } from '../fixtures/miniatures.ts';
import { expect, test } from '../fixtures/test.ts';

const EMBEDDED = MODELS[DEFAULT_MODEL].name;
const PROMPTS = { positive: 'an old man with a beard in a café', negative: 'beard' };

test('SD-Turbo is downloaded under its licence, steered, drawn again offline, and deleted', async ({
  studio,
  page,
  otherOrigins,
}) => {
  const hub = await HubServer.start(sdTurboAtHub());
  otherOrigins.add(new URL(hub.baseUrl).origin);
  const address = `?hub=${encodeURIComponent(hub.baseUrl)}`;
  await studio.open(address);
  await studio.models.open();
  const row = studio.models.row('sd-turbo');
  await row.startDownload();
  await row.expectStage('ready');
  await row.use.click();
  await studio.ask(PROMPTS);
  await expect(studio.models.opener).toContainText('SD-Turbo');

  await studio.setScale(0);
  const plain = await studio.pane('plain').pixelHash();
  expect(await studio.pane('steered').pixelHash()).toBe(plain);
  expect(await studio.pane('cfg').pixelHash()).toBe(plain);
  await studio.setScale(1);
  const steered = await studio.pane('steered').pixelHash();
  expect(await studio.pane('plain').pixelHash()).toBe(plain);
  expect(new Set([plain, steered, await studio.pane('cfg').pixelHash()]).size).toBe(3);
  expect((await studio.pane('steered').pixels()).length).toBe(512 * 512 * 4);

  await hub.close();
  await page.goto('about:blank');
  await studio.open(address); // with the model, the prompts and the scale of the last visit
  await expect(studio.models.opener).toContainText('SD-Turbo');
  await expect(studio.negative).toHaveValue(PROMPTS.negative);
  expect(await studio.pane('steered').pixelHash()).toBe(steered);

  await studio.models.open();
  await studio.models.row('sd-turbo').confirmDelete();
  await studio.models.row('sd-turbo').expectStage('absent');
  await studio.models.close();
  await studio.settled();
  await expect(studio.models.opener).toContainText(EMBEDDED);
});

test('a folder of this machine is drawn with, in one step and in four', async ({ studio }) => {
  await studio.open();
  await studio.models.open();
  await studio.models.pickFolder(miniatureFolder('tiny-sdxl-turbo'));
  const row = studio.models.row('local-1');
  await row.use.click();
  await studio.ask(PROMPTS);
  await expect(studio.models.opener).toContainText('tiny-sdxl-turbo');
  await studio.setScale(1);
  const inOne = await studio.pane('steered').pixelHash();
  await studio.setSteps(4);
  const inFour = await studio.pane('steered').pixelHash();
  expect(inFour).not.toBe(inOne);
  expect(await studio.pane('plain').pixelHash()).not.toBe(inFour);
  await studio.setSteps(1);
  expect(await studio.pane('steered').pixelHash()).toBe(inOne);
});

test('a folder that cannot be drawn with says why, keeps the prompts, and leads back', async ({ studio }) => {
  await studio.open();
  await studio.ask({ positive: 'red apple', negative: 'leaf' });
  const broken = changedMiniature('tiny-sd-turbo', 'unet/model.onnx', '<!doctype html>Not found');
  await studio.models.open();
  await studio.models.pickFolder(broken);
  await studio.models.row('local-1').use.click();
  await expect(studio.problem).toHaveAttribute('data-problem', 'model-file-not-onnx');
  await expect(studio.positive).toHaveValue('red apple');
  await studio.problem.getByRole('button', { name: `Back to ${EMBEDDED}` }).click();
  await studio.settled();
  await expect(studio.models.opener).toContainText(EMBEDDED);
  await studio.expectNoProblem();
});
