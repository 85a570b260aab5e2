// Picture on the GPU -> canvas, without a byte going through the CPU.

import imageSource from '../../../shaders/common/image_source.wgsl?raw';
import shader from '../../../shaders/image_to_canvas.wgsl?raw';
import { preferredCanvasFormat } from '../device.ts';
import { ShaderCompilationError, WebGpuUnavailableError } from '../errors.ts';
import {
  encodeImageView,
  IMAGE_VIEW_BYTES,
  imageBuffers,
  imageHeader,
  type ImageElementType,
  type ImageSource,
} from './imageSource.ts';
import { compileModule, shaderText } from './kernel.ts';

/** Something to draw on: an attached canvas, or in a test a plain texture. */
export interface PresentTarget {
  readonly format: GPUTextureFormat;
  /** The texture to draw the next picture on. Its size is the size drawn at. */
  currentTexture(): GPUTexture;
}

/** What a target keeps from picture to picture. */
interface TargetState {
  readonly view: GPUBuffer;
  group?: {
    readonly value: GPUBindGroup;
    readonly pipeline: GPURenderPipeline;
    readonly buffers: readonly GPUBuffer[];
  };
}

/** Draws pictures on canvases. A picture in the same buffers as the one before creates nothing on the GPU. */
export class Presenter {
  readonly #pipelines = new Map<string, Promise<GPURenderPipeline>>();
  readonly #states = new WeakMap<PresentTarget, TargetState>();

  constructor(readonly device: GPUDevice) {}

  /**
   * Ties a canvas to this device; again after a device loss, on the new device.
   * @throws WebGpuUnavailableError where the canvas already has a context of another kind
   */
  attach(canvas: OffscreenCanvas): PresentTarget {
    const context = canvas.getContext('webgpu');
    if (context === null) throw new WebGpuUnavailableError('a canvas gives no WebGPU context');
    const format = preferredCanvasFormat();
    context.configure({ device: this.device, format, alphaMode: 'opaque' });
    return { format, currentTexture: () => context.getCurrentTexture() };
  }

  /** Compiles ahead of the first picture. @throws ShaderCompilationError */
  async prepare(target: PresentTarget, elementType: ImageElementType): Promise<void> {
    await this.#pipeline(target.format, elementType);
  }

  /**
   * Draws a picture over the whole target, after all work submitted so far. A canvas shows it when the task ends.
   * @throws RangeError where a buffer is too small
   * @throws ShaderCompilationError
   */
  async present(target: PresentTarget, image: ImageSource): Promise<void> {
    const buffers = imageBuffers(image);
    const pipeline = await this.#pipeline(target.format, image.elementType);
    // Nothing may be awaited from here on: a canvas texture lives for one task.
    const texture = target.currentTexture();
    const state = this.#stateOf(target);
    this.device.queue.writeBuffer(state.view, 0, encodeImageView(image, texture.width, texture.height));
    this.#draw(texture, pipeline, this.#bindGroup(state, pipeline, buffers));
  }

  #draw(texture: GPUTexture, pipeline: GPURenderPipeline, group: GPUBindGroup): void {
    const encoder = this.device.createCommandEncoder({ label: pipeline.label });
    const pass = encoder.beginRenderPass({
      label: pipeline.label,
      colorAttachments: [{ view: texture.createView(), loadOp: 'clear', storeOp: 'store' }],
    });
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, group);
    pass.draw(3);
    pass.end();
    this.device.queue.submit([encoder.finish()]);
  }

  #stateOf(target: PresentTarget): TargetState {
    const found = this.#states.get(target);
    if (found) return found;
    const usage = GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST;
    const state = { view: this.device.createBuffer({ label: 'image view', size: IMAGE_VIEW_BYTES, usage }) };
    this.#states.set(target, state);
    return state;
  }

  #bindGroup(state: TargetState, pipeline: GPURenderPipeline, buffers: readonly GPUBuffer[]): GPUBindGroup {
    const { group } = state;
    if (group?.pipeline === pipeline && group.buffers.every((buffer, i) => buffer === buffers[i]))
      return group.value;
    const value = this.device.createBindGroup({
      label: pipeline.label,
      layout: pipeline.getBindGroupLayout(0),
      entries: [...buffers, state.view].map((buffer, binding) => ({ binding, resource: { buffer } })),
    });
    state.group = { value, pipeline, buffers };
    return value;
  }

  #pipeline(format: GPUTextureFormat, elementType: ImageElementType): Promise<GPURenderPipeline> {
    const key = `${format} ${elementType}`;
    const found = this.#pipelines.get(key);
    if (found) return found;
    const pipeline = compile(this.device, format, elementType);
    this.#pipelines.set(key, pipeline);
    // A failed compilation is not remembered: the next picture tries, and reports, again.
    pipeline.catch(() => this.#pipelines.delete(key));
    return pipeline;
  }
}

async function compile(
  device: GPUDevice,
  format: GPUTextureFormat,
  elementType: ImageElementType,
): Promise<GPURenderPipeline> {
  const label = `image_to_canvas_${elementType}`;
  const code = shaderText({ header: imageHeader(elementType), sources: [imageSource, shader] });
  const module = await compileModule(device, label, code);
  try {
    return await device.createRenderPipelineAsync({
      label,
      layout: 'auto',
      vertex: { module, entryPoint: 'full_screen' },
      fragment: { module, entryPoint: 'image_to_canvas', targets: [{ format }] },
    });
  } catch (cause) {
    throw new ShaderCompilationError(label, (cause as Error).message, { cause });
  }
}
